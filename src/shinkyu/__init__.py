"""shinkyu (新旧): what really changed between two versions of a 特定個人情報保護評価書."""

__version__ = "0.1.0"
