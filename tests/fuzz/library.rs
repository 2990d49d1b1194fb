//! Does any public function of the library panic where it does not say so, take for ever, or make a NaN of finite numbers in silence?
//!
//! Each call draws a door and a mode: tame numbers near 1, finite ones of every size (subnormal to the largest), or NaN and infinities among them; and sizes
//! from 0 on, lengths that do not fit, settings out of range. A door says which panics its documentation announces, and from which numbers on it promises no NaN.
//!
//! `WELLPOSED_FUZZ_CASES` sets the number of calls; without it they take a few seconds.

mod algebra;
mod bits;
mod check;
mod data;
mod descent;
mod difference;
mod network;
mod source;
mod statistics;
mod theory;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, Once};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use source::Source;

/// From which numbers on a door's results are no NaN.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
enum Promise {
    /// None.
    Nothing,
    /// Numbers near 1: larger ones may overflow on the way, and the documentation says so.
    Tame,
    /// Finite numbers.
    Finite,
    /// Any numbers.
    Always,
}

/// A public function, or several that belong together.
struct Door {
    name: &'static str,
    promise: Promise,
    /// Parts of the messages of panics that are announced.
    panics: &'static [&'static str],
    /// Calls it with numbers from the source and returns the numbers that come out.
    call: fn(&mut Source) -> Vec<f64>,
}

const fn door(name: &'static str, promise: Promise, call: fn(&mut Source) -> Vec<f64>) -> Door {
    Door { name, promise, panics: &[], call }
}

impl Door {
    const fn panics(mut self, panics: &'static [&'static str]) -> Self {
        self.panics = panics;
        self
    }
}

fn doors() -> Vec<Door> {
    let all = [
        algebra::doors,
        bits::doors,
        check::doors,
        data::doors,
        descent::doors,
        difference::doors,
        network::doors,
        statistics::doors,
        theory::doors,
    ];
    all.into_iter().flat_map(|doors| doors()).collect()
}

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Panics of a door are looked at and not printed; all others are printed as ever.
fn quiet_hook() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let place = info.location().map_or_else(String::new, ToString::to_string);
            // Losses that are made to panic do so on other threads too.
            if QUIET.get() || place.contains("fuzz/library/check.rs") {
                PLACE.set(place);
            } else {
                before(info);
            }
        }));
    });
}

/// Calls take milliseconds; one that takes longer than this, on however busy a machine, hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// Tells the watchman, who ends the program if a call hangs, which call begins, or that it has come back.
fn watch(call: Option<String>) {
    static CALL: Mutex<Option<(String, Instant)>> = Mutex::new(None);
    static WATCHMAN: Once = Once::new();
    *CALL.lock().expect("nobody panics here") = call.map(|call| (call, Instant::now()));
    WATCHMAN.call_once(|| {
        std::thread::spawn(|| {
            loop {
                std::thread::sleep(Duration::from_secs(1));
                let call = CALL.lock().expect("nobody panics here").clone();
                if let Some((call, _)) = call.filter(|(_, start)| start.elapsed() > PATIENCE) {
                    eprintln!("{call}: no answer after {PATIENCE:?}");
                    std::process::exit(1);
                }
            }
        });
    });
}

/// A call of a door; what is wrong with it, if anything is.
fn knock(door: &Door, seed: u64) -> Result<(), String> {
    quiet_hook();
    let mut source = Source::new(seed);
    watch(Some(format!("{}; seed {seed}", door.name)));
    QUIET.set(true);
    let result = catch_unwind(AssertUnwindSafe(|| (door.call)(&mut source)));
    QUIET.set(false);
    watch(None);
    let name = door.name;
    match result {
        Ok(numbers) if numbers.iter().any(|number| number.is_nan()) && door.promise >= source.least_promise() => {
            Err(format!("{name}: NaN in {numbers:?}"))
        }
        Ok(_) => Ok(()),
        Err(payload) => {
            let text = payload.downcast_ref::<String>().cloned();
            let text =
                text.or_else(|| payload.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default();
            let announced = door.panics.iter().any(|part| text.contains(part));
            if announced { Ok(()) } else { Err(format!("{name}: {text} ({})", PLACE.take())) }
        }
    }
}

/// Calls unless the variable says otherwise.
const CASES: u32 = 20_000;

#[test]
fn no_door_panics_unannounced_nor_makes_nan_in_silence() {
    let cases = std::env::var("WELLPOSED_FUZZ_CASES").map_or(CASES, |cases| cases.parse().expect("a number of calls"));
    let doors = doors();
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases,
        max_shrink_iters: 0,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let calls = (0..doors.len(), any::<u64>());
    // One fault of each door is enough, and all doors are heard.
    let faults = RefCell::new(BTreeMap::new());
    let result = runner.run(&calls, |(number, seed)| {
        if let Err(fault) = knock(&doors[number], seed) {
            faults.borrow_mut().entry(number).or_insert(format!("{fault}; seed {seed}"));
        }
        Ok(())
    });
    result.expect("no call fails by itself");
    let faults: Vec<String> = faults.into_inner().into_values().collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn a_door_that_breaks_its_word_is_noticed() {
    let faults = |door: Door| (0..200).filter(|&seed| knock(&door, seed).is_err()).count();
    assert!(faults(door("panics", Promise::Nothing, |source| vec![[1.0][source.size(3)]])) > 20);
    assert_eq!(faults(door("announced", Promise::Nothing, |_| panic!("no such thing")).panics(&["no such"])), 0);
    assert_eq!(faults(door("announced", Promise::Nothing, |_| panic!("another thing")).panics(&["no such"])), 200);
    let difference = |source: &mut Source| vec![source.number() * f64::MAX - source.number() * f64::MAX];
    assert_eq!(faults(door("nothing", Promise::Nothing, difference)), 0);
    let [tame, finite, always] =
        [Promise::Tame, Promise::Finite, Promise::Always].map(|p| faults(door("", p, difference)));
    assert!(0 < tame && tame < finite && finite < always, "{tame} {finite} {always}");
}
