"""What the user can choose for this computer; languages are named in themselves."""

TEXT_SIZES = (90, 100, 115, 130, 150, 175, 200)
LOCK_MINUTES = (0, 5, 10, 15, 30, 60)
LANGUAGE_NAMES = {"zh_CN": "简体中文", "en": "English"}
