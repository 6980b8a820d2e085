"""formats.markup: what a reader sees of HTML in a field."""

import pytest
from builders import article, text

from dedup import replay
from dedup.formats.markup import plain


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        ("plain\n\ntext, 3 < 5 and AT&T", "plain\n\ntext, 3 < 5 and AT&T"),
        ("<사진=가온통신> 그대로 둔다", "<사진=가온통신> 그대로 둔다"),
        ("<p>One\n  two.</p><p>Three<br>four</p>", "One two.\nThree\nfour"),
        ('<div class="x"><a href="?a=1&amp;b">R&amp;D</a> &lt;2031&gt;</div>', "R&D <2031>"),
        ("of <b>one</b> line\nand <em>another</em>", "of one line\nand another"),
        ("<p>a</p><script>var p = '<p>b</p>';</script><style>p{}</style>", "a"),
        ("&quot;Yes,&quot; she said&hellip;", '"Yes," she said…'),
        ("<p>no end <b", "no end <b"),
        ("Put it into a <script> tag, they say. Then it works.",) * 2,
        (
            "<p>No <iframe> and no <video></p><p>may stand there.</p>",
            "No <iframe> and no <video>\nmay stand there.",
        ),
        ("<SCRIPT>if (a<b) {}</Script ><p>a</p><iframe src='x'/><p>b</p>", "a\nb"),
        ("<head><title>T | Outlet</title></head><body><p>a</p></body>", "a"),
        ("<![CDATA[<p>One.</p><p>Two.</p>]]>", "One.\nTwo."),
        ("<![CDATA[AT&T, 3 < 5]]>", "AT&T, 3 < 5"),
        ("&lt;p&gt;One &amp;amp; all.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;", "One & all.\nTwo."),
        ("<object><p>no player</p></object><p>a</p>", "a"),
        ("<P>첫 문단</P>\n\n<P>둘째 <사진> 문단</P>", "첫 문단\n둘째 <사진> 문단"),
    ],
)
def test_text_is_what_a_reader_sees(given: str, seen: str) -> None:
    assert plain(given) == seen
    assert plain(seen) == seen


def test_a_tag_that_is_escaped_alone_is_what_the_text_speaks_of() -> None:
    assert plain("the &lt;p&gt; of a page") == "the <p> of a page"


def test_markup_makes_no_copies_and_hides_none() -> None:
    def marked(name: str, body: str) -> dict[str, object]:
        paragraphs = "".join(f'<p class="lead" dir="ltr">{line}</p>' for line in body.split("\n\n"))
        return article(
            name,
            outlet=f"outlet of {name}",
            title=f"<b>{name}</b>",
            body=f'<div class="article-body"><figure><img src="x.jpg"/></figure>{paragraphs}</div>',
        )

    story = text("story")
    other = "The harbour council has put off its vote. Ferries wait for a decision in spring."
    feed = [article("a", body=story, title="a"), marked("a2", story), marked("b", other)]
    told = {one.article: one for one in replay(feed) if one.level == "family"}
    assert told["a2"].cluster == told["a"].cluster != told["b"].cluster
    assert told["a2"].relation == "verbatim"
