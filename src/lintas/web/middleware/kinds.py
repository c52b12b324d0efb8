"""What our middleware wraps: applications that answer HTTP."""

from collections.abc import Awaitable, Callable

from litestar.types import HTTPScope, Receive, Send

HTTPApp = Callable[[HTTPScope, Receive, Send], Awaitable[None]]
