"""Ridge regression with tables left out, against fitting again without them."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.coding import ridge

PENALTY = 0.3


@pytest.fixture
def drawn():
    random = np.random.default_rng(5)
    points = random.normal(size=(30, 4))
    alike = np.exp(-0.5 * ((points[:, None] - points[None]) ** 2).sum(axis=2))
    targets = (random.random((30, 2)) < 0.4).astype(float)
    return alike, targets, np.repeat(np.arange(6), 5)


def test_left_out_scores_are_those_of_a_fit_without_the_table(drawn):
    alike, targets, tables = drawn
    fitted = ridge.fit(ridge.invert(alike, penalty=PENALTY), targets, tables)
    for table in range(6):
        stay, go = tables != table, tables == table
        system = alike[np.ix_(stay, stay)] + PENALTY * np.eye(stay.sum())
        again = np.linalg.solve(system, targets[stay] - fitted.mean)
        expected = alike[np.ix_(go, stay)] @ again + fitted.mean
        np.testing.assert_allclose(fitted.left_out[go], expected, atol=1e-10)


def test_the_inverse_without_some_rows_is_that_of_the_rest(drawn):
    alike, _, tables = drawn
    stay = ~np.isin(tables, [1, 4])
    found = ridge.without(ridge.invert(alike, penalty=PENALTY), stay)
    expected = ridge.invert(alike[np.ix_(stay, stay)], penalty=PENALTY)
    np.testing.assert_allclose(found, expected, atol=1e-10)


def test_rows_that_are_not_heard_teach_nothing_and_are_told_what_the_model_says(drawn):
    alike, targets, tables = drawn
    heard = np.arange(30) % 3 != 0
    inverse = ridge.invert(alike, penalty=np.where(heard, PENALTY, ridge.UNHEARD))
    fitted = ridge.fit(inverse, targets, tables, heard=heard)
    np.testing.assert_allclose(fitted.mean, targets[heard].mean(axis=0))
    np.testing.assert_allclose(fitted.coefficients[~heard], 0, atol=1e-4)
    for table in range(6):
        stay, go = heard & (tables != table), tables == table
        system = alike[np.ix_(stay, stay)] + PENALTY * np.eye(stay.sum())
        again = np.linalg.solve(system, targets[stay] - fitted.mean)
        expected = alike[np.ix_(go, stay)] @ again + fitted.mean
        np.testing.assert_allclose(fitted.left_out[go], expected, atol=1e-3)


def test_nobody_heard_gives_no_scores(drawn):
    alike, targets, tables = drawn
    nobody = np.zeros(30, dtype=bool)
    inverse = ridge.invert(alike, penalty=np.full(30, ridge.UNHEARD))
    fitted = ridge.fit(inverse, 0 * targets, tables, heard=nobody)
    np.testing.assert_allclose(ridge.scores(fitted, alike), 0, atol=1e-9)
