"""Settings, from the environment. docs/settings.md lists them; a test keeps that list true."""

import os
import secrets
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from courseware.words import Language

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Every setting, with its default. The environment name is COURSEWARE_ and the field in capitals."""

    model_config = SettingsConfigDict(env_prefix="COURSEWARE_", frozen=True, extra="ignore")

    host: str = Field(default="127.0.0.1", description="address the server listens on; 0.0.0.0 lets other machines in")
    port: int = Field(default=8501, ge=0, le=65535, description="port the server listens on")
    database_url: str = Field(
        default="", description="SQLAlchemy address of the records; empty: SQLite in the data folder"
    )
    data_dir: Path = Field(
        default=Path("data"), description="folder for records and the secret; relative: beside app.py"
    )
    secret: str = Field(default="", description="signs forms; empty: made once and kept in the data folder")
    timezone: str = Field(default="Asia/Shanghai", description="time zone of screens and exports (IANA name)")
    base_url: str = Field(
        default="", description="address people reach the server at, also in QR codes; https makes cookies secure"
    )
    language: Language = Field(default="zh", description="language of people whose browser asks for neither zh nor en")
    session_days: int = Field(default=14, ge=1, le=365, description="days a sign-in lasts")
    registration: bool = Field(default=True, description="may people register themselves")
    content_dir: Path = Field(
        default=Path("."), description="folder holding lessons/, quizzes/ and assets/; relative: beside app.py"
    )

    @field_validator("data_dir", "content_dir")
    @classmethod
    def _beside_the_app(cls, path: Path) -> Path:
        return path if path.is_absolute() else (ROOT / path).resolve()

    @field_validator("timezone")
    @classmethod
    def _known(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"no time zone is called {name!r}; use an IANA name such as Asia/Shanghai") from error
        return name

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of screens and exports."""
        return ZoneInfo(self.timezone)

    @property
    def database(self) -> str:
        """The SQLAlchemy address in force; plain postgresql:// means psycopg 3."""
        url = self.database_url or f"sqlite:///{self.data_dir / 'courseware.db'}"
        for plain in ("postgresql://", "postgres://"):
            if url.startswith(plain):
                return "postgresql+psycopg://" + url.removeprefix(plain)
        return url

    @property
    def secure(self) -> bool:
        """Are people on https, so that cookies may insist on it?"""
        return self.base_url.startswith("https://")

    @cached_property
    def signing_key(self) -> bytes:
        """The secret: COURSEWARE_SECRET, or one made at first use and kept, readable by its owner only."""
        if self.secret:
            return self.secret.encode()
        path = self.data_dir / "secret"
        self.data_dir.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_bytes()
        made = secrets.token_hex(32).encode()
        with os.fdopen(handle, "wb") as file:
            file.write(made)
        return made
