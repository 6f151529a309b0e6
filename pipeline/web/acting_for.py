"""Acting for someone else, *atas nama* (a.n.): a deputy chooses in whose name they act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline import approval
from pipeline.failures import Failure
from pipeline.records import people

if TYPE_CHECKING:
    from pipeline.document import Actor

KEY = "behalf"


def actor(request: Any) -> Actor:
    """The person of this request: themselves, or acting for the person that they have chosen, as long as they are the deputy."""
    person = request.user
    if principal := request.session.get(KEY):
        try:
            return people.get_actor(f"{person.name}{approval.ON_BEHALF_OF}{principal}", "web")
        except Failure:
            # The last day is over, or the other has left: from here on they are themselves again.
            del request.session[KEY]
    acting: Actor = person.actor("web")
    return acting


def choose_principal(request: Any, principal: str) -> None:
    """Act for this person from now on; with an empty name, for oneself.

    Raises:
        UnknownPerson, NoDeputy: they may not.
    """
    if principal:
        people.get_actor(f"{request.user.name}{approval.ON_BEHALF_OF}{principal}", "web")
        request.session[KEY] = principal
    else:
        request.session.pop(KEY, None)
