"""What the contrast stage costs beside embedding the sentences of its story once.

    python -m bench.contrast cost

Thirty articles of one day on one story, as `bench.days.story_of` picks them out of the newspapers;
the stage runs first, with nothing remembered, without a judge, since that is off unless asked for;
then the sentences are embedded as the program does it, the model loaded, none of them cached.
"""

import statistics
import time
from datetime import date

from bench.days import story_of
from bench.stories import DATA, Story, read, sources_of_papers
from reportgen import arabic
from reportgen.contrast import contrast
from reportgen.embed import EmbedOptions, _transformer, model_in_use

_DAY = date(2015, 8, 7)
_ARTICLES = 30
_ROUNDS = 3


def cost() -> dict[str, float]:
    """Print both times and return how many times the stage fits into embedding once."""
    if not (DATA / "saudinewsnet.jsonl.gz").is_file():
        print("the newspapers are not there: the floor of the cost is not held")
        return {}
    story = read("one story", sources_of_papers(story_of(_DAY, _ARTICLES)))
    if story is None:
        return {}
    contrasting = [_contrasted(story) for _ in range(_ROUNDS)]
    _embedded(story)  # loads the model
    embedding = statistics.median(_embedded(story) for _ in range(_ROUNDS))
    print(
        f"cost, {len(story.articles)} articles, {len(story.sentences)} sentences: embedding once"
        f" {embedding:.2f} s, contrast {contrasting[0]:.2f} s, once more {contrasting[-1]:.2f} s"
    )
    return {"cost_embedding_over_contrast": embedding / contrasting[0]}


def _contrasted(story: Story) -> float:
    start = time.perf_counter()
    contrast(story.articles, story.sentences, story.vectors, story.themes, copies=story.groups)
    return time.perf_counter() - start


def _embedded(story: Story) -> float:
    """Return how long the sentences take, none of them in the cache."""
    texts = sorted({arabic.unmark(sentence.text) for sentence in story.sentences})
    start = time.perf_counter()
    for _ in _transformer.encode(model_in_use(EmbedOptions()), texts):
        pass
    return time.perf_counter() - start
