"""What a person does in the browser, in the words of the screen."""

import re

from playwright.sync_api import Page, expect

PASSWORD = "blue kettle 47"


def settled(page: Page) -> None:
    """Wait until Streamlit has had nothing to draw for a while: a click needs a moment to reach the server."""
    page.evaluate("window.calm = null")
    page.wait_for_function(
        """() => {
          const app = document.querySelector('[data-testid=stApp]')
          const calm = app && app.dataset.testScriptState !== 'running' && !document.querySelector('[data-stale=true]')
          if (!calm) { window.calm = null; return false }
          window.calm ??= performance.now()
          return performance.now() - window.calm > 350
        }""",
        timeout=20_000,
    )


def go(page: Page, url: str) -> None:
    """Open an address and wait for its heading."""
    page.goto(url)
    page.locator("h1").first.wait_for(timeout=30_000)
    settled(page)


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """Press the button of that name."""
    page.get_by_role("button", name=name, exact=isinstance(name, str)).first.click()
    settled(page)


def register(page: Page, url: str, number: str, name: str = "林晓雨", department: str = "南京路店") -> None:
    """Register and come back signed in."""
    page.goto(url + "/register")
    page.fill("[name=employee_number]", number)
    page.fill("[name=name]", name)
    page.fill("[name=department]", department)
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=password_again]", PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(lambda address: "/register" not in address)


def sign_in(page: Page, url: str, number: str, password: str = PASSWORD) -> None:
    """Sign in."""
    page.goto(url + "/sign-in")
    page.fill("[name=employee_number]", number)
    page.fill("[name=password]", password)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(lambda address: "/sign-in" not in address)


def turn(page: Page, key: str = "ArrowRight") -> None:
    """Turn a page by the keyboard."""
    before = page.url
    page.keyboard.press(key)
    page.wait_for_function("before => location.href !== before", arg=before)
    settled(page)


def heading(page: Page) -> str:
    """The page's heading."""
    return page.locator("h1").first.inner_text()


def saved(page: Page) -> None:
    """The screen says that the answer is saved."""
    expect(page.get_by_text(re.compile("已保存|Saved")).first).to_be_visible(timeout=10_000)
