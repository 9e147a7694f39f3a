"""The photos of an encrypted ledger are shown on their tags, and lie nowhere readable for that."""

from pathlib import Path

from tests.ledgers import TODAY, TOWN
from tests.ui.attaching import picture
from zhenyu_desk import paths
from zhenyu_desk.services.attachments import path_of, stage_bytes
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.ledger import Ledger
from zhenyu_desk.store.secret import new_secret
from zhenyu_desk.ui.widgets.attachment_tags import _look
from zhenyu_desk.ui.widgets.handed_over import png_of


def test_a_photo_of_an_encrypted_ledger_is_shown(tmp_path: Path) -> None:
    context = AppContext(Ledger.create(tmp_path / "ledger", TOWN, new_secret()), "李静", lambda: TODAY)
    photo = stage_bytes(context, png_of(picture(300, 200)), "照片.png")
    text = stage_bytes(context, b"text", "说明.txt")
    found = _look(context, photo, 60)
    assert found.is_there
    assert found.image is not None
    assert found.image.height() == 60
    assert _look(context, text, 60) == (True, None)
    assert not paths.private_copies_dir().exists()
    path = path_of(context, photo)
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1])
    assert _look(context, photo, 60) == (False, None)
    path.unlink()
    assert _look(context, photo, 60) == (False, None)
    context.close()
