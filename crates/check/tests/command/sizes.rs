//! Do many points share a question, and do a hundred thousand parameters stay fast?

use std::time::{Duration, Instant};

use crate::programs::{by_hand, said, there_is};

#[test]
fn many_points_share_a_question_unless_the_program_wants_few() {
    if !there_is("python3") {
        return;
    }
    let asked = |most: &str| {
        let before = "import atexit\nstart = [0.1 * k + 0.05 for k in range(400)]\nloss = lambda w: sum(x * x for x in w)\n\
                      gradient = lambda w: [2 * x for x in w]\nquestions = [0, 0]\n\
                      atexit.register(lambda: print('asked', *questions, file=sys.stderr))";
        let within = format!(
            "if ask == 'hello': answer['blocks'][0]['shape'] = [400]\nif ask == 'hello': answer['most'] = {most}\n\
             if ask == 'losses': questions = [questions[0] + 1, questions[1] + len(question['runs'])]"
        );
        let said = said(&by_hand(before, &within), &[]);
        assert_eq!(said.status, 0, "{said:?}");
        let counts = said.fault.trim().strip_prefix("asked ").expect("its last words").to_owned();
        let counts: Vec<usize> = counts.split(' ').map(|count| count.parse().expect("a count")).collect();
        (counts[0], counts[1])
    };
    let (questions, points) = asked("64");
    assert!(points > 800 && questions < points / 5, "{questions} questions for {points} points");
    let (questions, points) = asked("1");
    assert_eq!(questions, points);
}

#[test]
fn a_hundred_thousand_parameters_are_checked_along_directions() {
    if !there_is("python3") {
        return;
    }
    let program = |wrong: &str| {
        format!(
            "
import math, wellposed
W = [0.5 + (7 * k % 11) / 20 for k in range(99_900)]
b = [1.0 + (3 * k % 7) / 10 for k in range(100)]
loss = lambda p: math.fsum(w * w for w in p['W']) * 1e-5 + math.fsum(x * x * x for x in p['b']) * 1e-2
def gradient(p):
    g = {{'W': [2e-5 * w for w in p['W']], 'b': [3e-2 * x * x for x in p['b']]}}
    {wrong}
    return g
wellposed.serve(wellposed.functions(loss, gradient, {{'W': W, 'b': b}}))
"
        )
    };
    let began = Instant::now();
    let options = ["--directions", "6", "--tolerance", "1e-3"];
    let right = said(&program(""), &options);
    assert!(right.status == 0 && right.output.contains("6 directions in each of 2 blocks"), "{right:?}");
    assert!(began.elapsed() < Duration::from_secs(60), "{:?}", began.elapsed());
    let wrong = said(&program("g['W'] = [1.01 * x for x in g['W']]"), &options);
    assert_eq!(wrong.status, 1, "{wrong:?}");
    // One entry among so many, judged by its own size, is seen and may be too little for a failure: it does not pass.
    let one = said(&program("g['W'][77_777] += 1.0"), &options);
    assert_ne!(one.status, 0, "{one:?}");
}
