"""What holds for every page that somebody in a story comes to."""

from dataclasses import dataclass
from typing import Any

from playwright.async_api import ConsoleMessage, Page, Response

LARGEST_BYTES = 50_000
LEAST_TOUCH_PIXELS = 40

# Told by the browser itself: pages run no scripts.
_FACTS = """(() => {
  const seen = (element) => element.checkVisibility() && element.getBoundingClientRect().height > 1;
  const name = (element) => element.name || element.id || element.textContent.trim();
  const every = (selector) => [...document.querySelectorAll(selector)];
  const labelled = (field) => field.labels.length > 0 || field.ariaLabel;
  return {
    width: document.documentElement.scrollWidth,
    wide: every("main *, footer *, header > :not(nav) *")
      .filter((element) => seen(element) && element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => `${element.tagName} ${element.textContent.trim().slice(0, 40)}`),
    headings: every("h1").map(name),
    unlabelled: every("input:not([type=hidden]), select, textarea")
      .filter((field) => !labelled(field)).map(name),
    unnamed: every("button, a").filter((each) => !each.ariaLabel && !name(each)).map(name),
    small: every("button:not(.away), a.main, a.second, a.danger, .tick, summary")
      .filter((each) => seen(each) && each.getBoundingClientRect().height < %d).map(name),
  };
})()"""


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something that the browser wrote to its console."""

    text: str
    url: str


def complaint_of(message: ConsoleMessage) -> Complaint:
    return Complaint(f"{message.type}: {message.text}", message.location.get("url", ""))


async def faults_of(page: Page, response: Response, complaints: list[Complaint]) -> list[str]:
    """Why the page is not good enough for a small phone; empty if it is."""
    facts: dict[str, Any] = await page.evaluate(_FACTS % LEAST_TOUCH_PIXELS)
    size = len(await response.body())
    width = page.viewport_size["width"] if page.viewport_size else 0
    checks = [
        (facts["width"] <= width, f"scrolls sideways: {facts['width']} px, {facts['wide']}"),
        (facts["wide"] == [], f"sticks out to the right: {facts['wide']}"),
        (size <= LARGEST_BYTES, f"has {size} bytes"),
        (len(facts["headings"]) == 1, f"has the headings {facts['headings']}"),
        (facts["unlabelled"] == [], f"has fields without a label: {facts['unlabelled']}"),
        (facts["unnamed"] == [], f"has {len(facts['unnamed'])} buttons or links without a name"),
        (facts["small"] == [], f"has buttons too small to touch: {facts['small']}"),
    ]
    return [said for holds, said in checks if not holds] + [
        each.text for each in complaints if not _is_the_answer_itself(each, response)
    ]


def _is_the_answer_itself(complaint: Complaint, response: Response) -> bool:
    """A form that is shown again bears a status of 4xx, which the browser remarks upon."""
    return (
        complaint.url.partition("#")[0] == response.url.partition("#")[0]
        and f"status of {response.status} " in complaint.text
    )
