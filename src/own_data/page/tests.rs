//! A page is whole, holds nothing that is followed or loaded, and says what the first screen says.

use super::*;
use crate::advice::Study;
use crate::chapters;
use crate::data::{Missing, Reading, parse_table};
use crate::own_data::askable;

/// The page of a file with a target `y`.
fn of(file: &str, text: &str) -> String {
    let reading = Reading { missing: Missing::Median, categorical: vec!["city".into()], ..Reading::of("y") };
    let own = parse_table(text.as_bytes(), file, &reading).unwrap();
    let asked = askable(&chapters::find("input_normalization").unwrap());
    let study = Study::of_own(&own);
    let answers: Vec<Answer> = asked.into_iter().map(|asked| Answer::of(asked, &study)).collect();
    page(&own, &study, &answers, "cargo run --release -- run x --data 'a b.csv'")
}

const TOWNS: &str = "size,city,flat,note,y\n70,Rome,1,a b,3\n85,Oslo,1,c,5\n64,Rome,1,d,2\n120,Bern,1,e,9\nNA,Oslo,1,f,4\n99,Oslo,1,g,7\n";

#[test]
fn a_page_says_what_the_first_screen_says_and_holds_every_table_and_figure() {
    let page = of("towns.csv", TOWNS);
    for words in [
        "<h1>towns</h1>",
        "<p>towns.csv: 6 rows, 4 features; target y: regression, ",
        "<h2>Standardize: subtract the mean",
        "<td>as they are</td>",
        "<dt>flat</dt><dd>constant: nothing to divide by",
        "<dt>size</dt><dd>1 missing cell: the median of these rows, 85",
        "<dt>note</dt><dd>text, another in every row (--categorical note)",
        "<pre><code>cargo run --release -- run x --data 'a b.csv'</code></pre>",
        "<!-- cargo run --release -- run x --data 'a b.csv' · do not edit -->",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!((page.matches("<div class=\"drawing\"").count(), page.matches("<figcaption>").count()), (3, 3));
    assert_eq!(page.matches("<details").count(), 4);
    assert!(
        page.contains("<details>\n<summary>How many steps") && page.contains("<details open>\n<summary>Does"),
        "{page}"
    );
    assert_eq!(page, of("towns.csv", TOWNS), "the same bytes each time");
}

/// Elements that run or load something, and addresses in rules.
fn followed(page: &str) -> Vec<&str> {
    ["<script", "<img", "<link", "<iframe", "<a ", "<b>", "url(", "@import"]
        .into_iter()
        .filter(|words| page.contains(words))
        .collect()
}

#[test]
fn nothing_in_a_page_is_followed_or_loaded() {
    assert_eq!(followed("<p><img src=x>"), ["<img"], "planted");
    assert_eq!(followed(&of("towns.csv", TOWNS)), [""; 0]);
    let hostile =
        ["<img src=x onerror=alert(1)>", "<script>x</script>", "\u{202e}gnp", "' onload=x <b>", "{{#include x}}"];
    for name in hostile {
        let long = name.repeat(10_000 / name.len());
        for name in [name, &long] {
            let file = TOWNS.replace("size", &format!("\"{}\"", name.replace('"', "\"\"")));
            let page = of(&format!("{}.csv", name.replace('/', "_")), &file);
            assert_eq!(followed(&page), [""; 0], "{name}");
            assert!(!page.contains('\u{202e}'));
        }
    }
}

#[test]
fn a_file_of_letters_and_digits_is_written_into_the_folder_itself() {
    let named = |name: &str| file_name(name).display().to_string();
    assert_eq!((named("houses").as_str(), named("größe 2").as_str()), ("houses.html", "größe_2.html"));
    assert_eq!(
        (named("../../etc").as_str(), named("..").as_str(), named("").as_str()),
        ("_.._etc.html", "data.html", "data.html")
    );
    assert_eq!(named(&"정".repeat(500)).chars().count(), 65);
}

#[test]
fn what_can_not_be_computed_is_said() {
    let page = of("two.csv", "a,city,y\n1e90,A,0\n1e-90,B,1\n");
    assert!(page.contains("</html>") && !page.contains("NaN"), "{page}");
    let constant = of("flat.csv", "a,city,y\n1,A,0\n1,A,1\n1,A,2\n");
    assert!(constant.contains("<h2>Find other features.</h2>") && constant.contains("No column varies."), "{constant}");
    let drawings = constant.matches("<div class=\"drawing\"").count();
    assert_eq!(drawings, 1, "nothing is bought, and nothing is correlated: {constant}");
}
