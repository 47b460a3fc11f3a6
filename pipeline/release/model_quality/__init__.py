"""Tables about the model in; a page with charts and a model card for researchers out."""

from pipeline.release.model_quality.card import CardFacts, model_card
from pipeline.release.model_quality.page import quality_page
from pipeline.release.model_quality.wording import in_dutch

__all__ = ["CardFacts", "in_dutch", "model_card", "quality_page"]
