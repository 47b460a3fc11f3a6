"""What only the team sees: findings with their uncertainty in; printed tables and one page out."""
