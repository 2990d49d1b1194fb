//! What is the program that is checked? Its parameters, their names and shapes, and what it can do, as its answer to the first question says.

use serde_json::{Map, Value};
use wellposed_core::gradcheck::Block;
use wellposed_core::text::{shortened, visible};

use crate::name::meaning;
use crate::vector;

/// The version of the protocol that is spoken here.
pub(crate) const VERSION: u64 = 1;

/// So many points has a question at most. More would save nothing, as the cost of a question is shared by these already.
pub(crate) const MOST: usize = 64;

/// The longest name of a block, in characters.
const LONGEST_NAME: usize = 60;

/// What a program says of itself.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Hello {
    pub(crate) parameters: Vec<f64>,
    pub(crate) blocks: Vec<Block>,
    /// Whether its numbers are `f32`.
    pub(crate) single: bool,
    pub(crate) packed: bool,
    pub(crate) freezes: bool,
    /// How many points it takes in one question.
    pub(crate) most: usize,
}

impl Hello {
    /// Reads the answer.
    pub(crate) fn read(answer: &Map<String, Value>) -> Result<Hello, String> {
        match answer.get("protocol").map(Value::as_u64) {
            Some(Some(VERSION)) => {}
            Some(_) => return Err(format!("its \"protocol\" is not {VERSION}, the version that is spoken here")),
            None => return Err(format!("it has no \"protocol\": {VERSION}")),
        }
        let parameters = vector::read(answer.get("parameters").ok_or("it has no \"parameters\"")?)
            .map_err(|problem| format!("in \"parameters\", {problem}"))?;
        let single = match answer.get("precision").map(|precision| precision.as_str().unwrap_or_default()) {
            None | Some("f64") => false,
            Some("f32") => true,
            Some(_) => return Err("its \"precision\" is neither \"f64\" nor \"f32\"".to_owned()),
        };
        let wider = |number: &f64| f64::from(*number as f32) != *number && number.is_finite();
        if let Some(index) = parameters.iter().position(wider).filter(|_| single) {
            return Err(format!("parameter {index} is {}, which single precision does not have", parameters[index]));
        }
        let most = match answer.get("most").map(Value::as_u64) {
            None => MOST,
            Some(Some(most @ 1..)) => most.min(MOST as u64) as usize,
            Some(_) => return Err("its \"most\" is no whole number from 1 on".to_owned()),
        };
        let blocks = blocks(answer.get("blocks"), parameters.len())?;
        let (packed, freezes) = (flag(answer, "packed")?, flag(answer, "freezes")?);
        Ok(Hello { parameters, blocks, single, packed, freezes, most })
    }

    /// Whether another start of the program says the same, to the last bit.
    pub(crate) fn is(&self, other: &Hello) -> bool {
        let bits = |hello: &Hello| hello.parameters.iter().map(|number| number.to_bits()).collect::<Vec<u64>>();
        self == other && bits(self) == bits(other)
    }
}

fn flag(answer: &Map<String, Value>, name: &str) -> Result<bool, String> {
    match answer.get(name) {
        None => Ok(false),
        Some(value) => value.as_bool().ok_or_else(|| format!("its \"{name}\" is neither true nor false")),
    }
}

/// The named parts, which must hold all parameters.
fn blocks(value: Option<&Value>, parameters: usize) -> Result<Vec<Block>, String> {
    let Some(value) = value else { return Ok(Vec::new()) };
    let mut end = 0_usize;
    let mut blocks = Vec::new();
    for value in value.as_array().ok_or("its \"blocks\" are no list")? {
        let name = value["name"].as_str().ok_or("a block has no \"name\"")?;
        let name = shortened(&visible(name), LONGEST_NAME);
        let shape =
            shape(&value["shape"]).ok_or_else(|| format!("block `{name}` has no \"shape\": [rows, columns]"))?;
        let start = end;
        end = shape.0.checked_mul(shape.1).and_then(|numbers| start.checked_add(numbers)).unwrap_or(usize::MAX);
        if end > parameters {
            return Err(format!("its blocks up to `{name}` hold more numbers than the {parameters} parameters"));
        }
        let (kind, layer) = meaning(&name);
        blocks.push(Block { name, layer, kind, range: start..end, shape });
    }
    if end == parameters { Ok(blocks) } else { Err(format!("its blocks hold {end} of {parameters} parameters")) }
}

/// Rows and columns: a vector is a column, and of more than two lengths all but the first are columns.
fn shape(value: &Value) -> Option<(usize, usize)> {
    let length = |value: &Value| value.as_u64().and_then(|length| usize::try_from(length).ok());
    let lengths: Vec<usize> = value.as_array()?.iter().map(length).collect::<Option<_>>()?;
    let (rows, columns) = lengths.split_first().map_or((1, &[][..]), |(&rows, columns)| (rows, columns));
    Some((rows, columns.iter().copied().fold(1, usize::saturating_mul)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use wellposed_core::gradcheck::Kind;

    fn read(answer: &Value) -> Result<Hello, String> {
        Hello::read(answer.as_object().unwrap())
    }

    fn sound() -> Value {
        json!({
            "protocol": 1, "parameters": [0.5, -0.0, 2, 3.0, 1e-3, 7], "most": 8, "freezes": true, "unknown": [],
            "blocks": [{"name": "W1", "shape": [2, 2]}, {"name": "b1", "shape": [1]}, {"name": "scale", "shape": []}],
        })
    }

    #[test]
    fn a_hello_is_read_with_its_blocks() {
        let hello = read(&sound()).unwrap();
        assert_eq!(hello.parameters.len(), 6);
        assert!(hello.parameters[1].is_sign_negative() && hello.freezes && !hello.packed && !hello.single);
        let of = |block: &Block| (block.name.clone(), block.layer, block.kind, block.range.clone(), block.shape);
        assert_eq!(of(&hello.blocks[0]), ("W1".into(), 1, Kind::Weights, 0..4, (2, 2)));
        assert_eq!(of(&hello.blocks[2]), ("scale".into(), 0, Kind::Other, 5..6, (1, 1)));
        assert_eq!((hello.most, read(&json!({"protocol": 1, "parameters": []})).unwrap().most), (8, MOST));
        assert_eq!(shape(&json!([2, 3, 4])), Some((2, 12)));
    }

    #[test]
    fn each_fault_is_named() {
        let with = |key: &str, value: Value| {
            let mut answer = sound();
            answer[key] = value;
            read(&answer).unwrap_err()
        };
        assert_eq!(with("protocol", json!(2)), "its \"protocol\" is not 1, the version that is spoken here");
        assert_eq!(read(&json!({})).unwrap_err(), "it has no \"protocol\": 1");
        assert_eq!(read(&json!({"protocol": 1})).unwrap_err(), "it has no \"parameters\"");
        assert_eq!(
            with("parameters", json!([1, "x"])),
            "in \"parameters\", `\"x\"` stands where a number should stand"
        );
        assert_eq!(with("precision", json!("f16")), "its \"precision\" is neither \"f64\" nor \"f32\"");
        assert_eq!(with("precision", json!("f32")), "parameter 4 is 0.001, which single precision does not have");
        assert_eq!(with("most", json!(0)), "its \"most\" is no whole number from 1 on");
        assert_eq!(with("packed", json!("yes")), "its \"packed\" is neither true nor false");
        let blocks = |blocks: Value| with("blocks", blocks);
        assert_eq!(blocks(json!({})), "its \"blocks\" are no list");
        assert_eq!(blocks(json!([{"shape": [6]}])), "a block has no \"name\"");
        assert_eq!(blocks(json!([{"name": "w"}])), "block `w` has no \"shape\": [rows, columns]");
        assert_eq!(blocks(json!([{"name": "w", "shape": [5]}])), "its blocks hold 5 of 6 parameters");
        for huge in [json!([7]), json!([u64::MAX, u64::MAX]), json!([2, u64::MAX])] {
            let block = json!([{"name": "w", "shape": huge}]);
            assert_eq!(blocks(block), "its blocks up to `w` hold more numbers than the 6 parameters");
        }
        assert!(
            blocks(json!([{"name": "\u{1b}[2J", "shape": [5]}, {"name": "x".repeat(99), "shape": [5]}])).len() < 160
        );
    }

    #[test]
    fn another_zero_is_another_hello() {
        let (one, mut other) = (read(&sound()).unwrap(), read(&sound()).unwrap());
        assert!(one.is(&other));
        other.parameters[1] = 0.0;
        assert!(!one.is(&other));
    }
}
