"""Tables about the model in; a page with charts and a model card for researchers out."""

from pipeline.release.model_quality.card import CardFacts, by_hand, model_card
from pipeline.release.model_quality.page import quality_page
from pipeline.release.model_quality.wording import in_dutch

__all__ = ["CardFacts", "by_hand", "in_dutch", "model_card", "quality_page"]
