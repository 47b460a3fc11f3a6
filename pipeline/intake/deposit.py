"""One table's record and transcript in; what keeps the transcript out of an archive, in Dutch, out."""

from __future__ import annotations

from collections import Counter
from datetime import date

from pandera.typing import DataFrame

from pipeline.domain.tables import Segments
from pipeline.domain.tables.privacy import PrivacyFindings
from pipeline.domain.wording import plural
from pipeline.intake.consent import deposit_gaps
from pipeline.intake.meta import TableMeta
from pipeline.intake.privacy.screening import open_findings
from pipeline.intake.speakers import may_be_name

TRANSCRIPT, UNKNOWN = "transcript", "onbekend"


def transcript_gaps(
    meta: TableMeta,
    segments: DataFrame[Segments],
    findings: DataFrame[PrivacyFindings],
    *,
    document: str,
    on: date,
    anyone_withdrew: bool,
) -> tuple[str, ...]:
    """Return every reason for which this table's transcript stays out of an archive; none: it may go in.

    All who sat there must have agreed, for everybody's words stand in it. `findings` are those of the
    privacy check; one that nobody dismissed still stands in the text, also when it is to be replaced.
    """
    reasons = [] if meta.people else ["er zijn geen deelnemers vastgelegd"]
    gaps = Counter(gap for one in meta.people for gap in deposit_gaps(one.consent, on=on))
    reasons += [
        f"{gap} ({plural(n, 'deelnemer', 'deelnemers')})" for gap, n in sorted(gaps.items())
    ]
    if meta.n_participants > len(meta.people):
        reasons.append("niet iedereen die aan tafel zat is vastgelegd")
    if anyone_withdrew:
        reasons.append("iemand van deze tafel trok zich terug")
    own = segments[(segments["table_id"] == meta.table_id) & (segments["document"] == document)]
    if (own["perspective"] == UNKNOWN).any():
        reasons.append("van een spreker is niet bekend wie het is")
    if any(may_be_name(label) for label in meta.speakers):
        reasons.append("een aanduiding van een spreker kan een naam zijn")
    stands = open_findings(findings)
    if ((stands["table_id"] == meta.table_id) & (stands["document"] == document)).any():
        reasons.append("de privacycontrole heeft nog een vondst die niemand wegstreepte")
    return tuple(reasons)
