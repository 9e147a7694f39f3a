"""What the user can choose for this computer; languages are named in themselves."""

TEXT_SIZES = (90, 100, 115, 130, 150, 175, 200)
LANGUAGE_NAMES = {"zh_CN": "简体中文", "en": "English"}
