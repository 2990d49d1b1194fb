//! Do numbers of all kinds cross the pipe, and does each form of them give the same report?

use crate::programs::{by_hand, fault, said, there_is};

#[test]
fn numbers_that_json_does_not_have_are_words() {
    if !there_is("python3") {
        return;
    }
    let line = fault(&by_hand("loss = lambda w: float('nan')", ""), &[]);
    assert!(line.contains("numbers that JSON does not have are the words"), "{line}");
    let words = |loss: &str| by_hand(&format!("loss = lambda w: {loss}"), "");
    assert_eq!(
        fault(&words("'NaN'"), &[]),
        "the loss is NaN at these parameters; a gradient can be checked where it is finite"
    );
    assert_eq!(
        fault(&words("'-inf'"), &[]),
        "the loss is -inf at these parameters; a gradient can be checked where it is finite"
    );
    // One that is infinite far away is none here.
    assert_eq!(said(&words("w[0] * w[0] + 3.0 * w[1] if w[0] < 10 else 'inf'"), &[]).status, 0);
    let gradient = said(&by_hand("gradient = lambda w: [2.0 * w[0], 'NaN']", ""), &[]);
    assert!(gradient.status == 1 && gradient.fault.is_empty(), "{gradient:?}");
}

/// w₀² + 3w₁ and more parameters whose bits tell whether they came through: zeros of both signs, subnormal numbers, and neighbors.
const ODD: &str = "
import math, struct
start = [0.5, -2.0, 0.0, -0.0, 5e-324, -2.5e-310, 0.1, 0.10000000000000002]
expected = [struct.pack('>d', number) for number in start]
def loss(w):
    moved = sum(struct.pack('>d', number) != bits for number, bits in zip(w, expected))
    exact = w[3] != 0 or math.copysign(1, w[3]) < 0
    return w[0] * w[0] + 3.0 * w[1] + sum(w[2:]) if exact or moved > 1 else 'NaN'
def gradient(w):
    return [2.0 * w[0], 3.0] + [1.0] * 6
";

#[test]
fn zeros_of_both_signs_and_subnormal_numbers_come_through() {
    if !there_is("python3") {
        return;
    }
    let sized = "if ask == 'hello': answer['blocks'][0]['shape'] = [8]";
    let right = said(&by_hand(ODD, sized), &[]);
    assert_eq!(right.status, 0, "{right:?}");
    // The same program, if −0 came back as 0.
    let lost = ODD.replace("start = [0.5, -2.0, 0.0, -0.0,", "start = [0.5, -2.0, 0.0, 0.0,");
    assert!(fault(&by_hand(&lost, sized), &[]).starts_with("the loss is NaN"));
}

/// The program by hand, which unpacks what the checker packs.
const UNPACKING: &str = "
import struct
def unpacked(text):
    return list(struct.unpack('>%dd' % (len(text) // 16), bytes.fromhex(text)))
def packed(numbers):
    return struct.pack('>%dd' % len(numbers), *numbers).hex()
def moved(run):
    point, values = list(start), unpacked(run[1])
    point[run[0]:run[0] + len(values)] = values
    return point
start = [0.3, -1.7]
loss = lambda w: math.exp(w[0]) * w[1] + 0.1 * w[1] ** 3
gradient = lambda w: [math.exp(w[0]) * w[1], math.exp(w[0]) + 0.3 * w[1] ** 2]
";

#[test]
fn packed_and_plain_numbers_give_the_same_report() {
    if !there_is("python3") {
        return;
    }
    let json = ["--format", "json"];
    let packs = "if ask == 'hello': answer.update(packed=True, parameters=packed(start))\n\
                 if ask == 'losses': answer['losses'] = packed(answer['losses'])\n\
                 if ask == 'gradient': answer['gradient'] = packed(answer['gradient'])";
    let both = said(&by_hand(UNPACKING, packs), &json);
    assert_eq!(both.status, 0, "{both:?}");
    let plain = UNPACKING.replace("def unpacked(text):\n", "def unpacked(text):\n    return text\n");
    assert_eq!(said(&by_hand(&plain, ""), &json), both);
    let rounded = plain.replace("    return text\n", "    return [float('%.9g' % number) for number in text]\n");
    assert_ne!(said(&by_hand(&rounded, ""), &json), both, "numbers that lost digits");
}

#[test]
fn single_precision_is_checked_as_such() {
    if !there_is("python3") {
        return;
    }
    let program = |factor: &str| {
        format!(
            "
import math, struct, wellposed
single = lambda number: struct.unpack('f', struct.pack('f', number))[0]
loss = lambda x: single(math.tanh(x[0]) * x[1])
gradient = lambda x: [single((1 - math.tanh(x[0]) ** 2) * x[1]), single({factor} * math.tanh(x[0]))]
wellposed.serve(wellposed.functions(loss, gradient, [0.7, -1.2], precision='f32'))
"
        )
    };
    let right = said(&program("1.0"), &["--format", "json"]);
    assert!(right.status == 0 && right.output.contains("\"precision\": \"f32\""), "{right:?}");
    assert_eq!(said(&program("1.5"), &[]).status, 1);
}

#[test]
fn a_loss_that_is_nowhere_but_here_is_no_pass() {
    if !there_is("python3") {
        return;
    }
    let walls = by_hand(
        "",
        "if ask == 'losses': answer['losses'] = [{'error': 'no root'} if run[1] else 1.0 for run in question['runs']]",
    );
    let said = said(&walls, &[]);
    assert_eq!(said.status, 2, "{said:?}");
    let no_loss =
        by_hand("", "if ask == 'losses': answer['losses'] = [{'error': 'no root'} for run in question['runs']]");
    assert_eq!(fault(&no_loss, &[]), "the program could not answer (a loss): no root");
}
