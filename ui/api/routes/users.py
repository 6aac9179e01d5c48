"""Users: who may come in and as what. For admins alone; every change is written into the journal."""

from fastapi import APIRouter, Response

from ui.access.users import Users
from ui.api.desk import AtDesk, Desk
from ui.api.models.user import PasswordIn, TokenOut, UserIn, UserOut
from ui.api.problems import ERRORS

router = APIRouter(tags=["users"], prefix="/users", responses=ERRORS)


@router.get("", operation_id="list_users")
def users(desk: AtDesk) -> list[UserOut]:
    """Every user, the first added first."""
    desk.visitor.must("admin")
    return [
        UserOut(name=one.name, role=one.role, signs_in=one.password is not None, tokens=len(one.tokens))
        for one in desk.gate.users.all()
    ]


@router.post("", operation_id="add_user", status_code=204)
def add(user: UserIn, desk: AtDesk) -> Response:
    """Add a user."""
    password = None if user.password is None else user.password.get_secret_value()
    _changing(desk, "user_add", f"{user.name} {user.role}").add(user.name, user.role, password)
    return Response(status_code=204)


@router.delete("/{name}", operation_id="remove_user", status_code=204)
def remove(name: str, desk: AtDesk) -> Response:
    """Take a user out; their sessions and tokens end."""
    _changing(desk, "user_remove", name).remove(name)
    return Response(status_code=204)


@router.put("/{name}/password", operation_id="set_password", status_code=204)
def password(name: str, wanted: PasswordIn, desk: AtDesk) -> Response:
    """Give a user another password; their sessions end."""
    _changing(desk, "user_password", name).set_password(name, wanted.password.get_secret_value())
    return Response(status_code=204)


@router.post("/{name}/tokens", operation_id="give_token")
def give_token(name: str, desk: AtDesk) -> TokenOut:
    """A new token of a user, shown this once."""
    return TokenOut(token=_changing(desk, "user_token", name).give_token(name))


@router.delete("/{name}/tokens", operation_id="revoke_tokens", status_code=204)
def revoke(name: str, desk: AtDesk) -> Response:
    """Make all tokens of a user worthless."""
    _changing(desk, "user_revoke", name).drop_tokens(name)
    return Response(status_code=204)


def _changing(desk: Desk, action: str, detail: str) -> Users:
    """The users, for an admin who is about to change them."""
    desk.visitor.must("admin")
    desk.gate.journal.record(desk.visitor.name, action, detail)
    return desk.gate.users
