//! Which scale? From one window of steps to the next, until the bound suffices or no other scale can make it better.

use super::answer::{Point, Slope, Status};
use super::asked::Asked;
use super::confirm::{Confirmed, confirm, noise_near};
use super::search::Search;
use super::window::Window;
use crate::bits;

/// Scales that are tried at most.
const WINDOWS: usize = 12;
/// Of these, longer ones.
const CLIMBS: usize = 4;
/// A longer scale is so many times longer, as much as is missing.
const CLIMB: (f64, f64) = (8.0, 4096.0);
/// Steps that are so many times shorter than the first were not looked for one by one.
const PASSED: f64 = 64.0;
/// At longer steps, where rounding hides what a shorter one would confirm, a slope must come so near to what was found before, in parts of the bound of that.
const NEAR: f64 = 0.25;
/// A slope is resolved if it is so many times its bound.
const RESOLVED: f64 = 64.0;
/// Steps of the size of x itself start at this part of it, and are another scale if so many times shorter.
const OF_X: f64 = 0.125;
const ANOTHER: f64 = 16.0;
/// Below an answer that was contradicted, steps start at this part of its own, and each time at this part of that.
const BELOW: f64 = 0.125;
/// Where the sides of one function contradict each other, values are taken to be off by so many times what was thought, or by what is measured.
const MORE: f64 = 4.0;
/// The difference of both slopes at a kink may be off by so many times η/h.
const SIDES: f64 = 16.0;
/// After an accident the next step is at this part of the last.
const SHORTER: f64 = 0.362_331_7;
/// Noise that is known is known but for so much.
const KNOWN: f64 = 8.0;
/// Noise is looked for so many times farther out than the step that saw it.
const FARTHER: f64 = 8.0;
/// Steps of a staircase are at most so many times its noise.
const STAIRS: f64 = 16.0;
/// Of the noise that a few differences show, so many times is taken for its bound.
const CAUTION: f64 = 16.0;
/// The first step, in parts of what was asked for: no power of two, and no ratio of small numbers.
const START: f64 = 0.886_226_9;
/// The shortest step of a window, in parts of its first, where rounding is expected to decide.
const INNER: f64 = 0.05;

/// Where a search stands.
pub(super) struct Course<'s, F> {
    asked: Asked<'s, F>,
    search: &'s Search,
    center: f64,
    /// The first step of the window.
    first: f64,
    /// η.
    noise: f64,
    best: Option<Slope>,
    /// What was seen where there is no answer.
    failed: Slope,
    /// Whether noise was measured, and whether steps of the size of x were tried.
    measured: bool,
    of_x: bool,
    climbs: usize,
    /// How much below an answer that was contradicted steps start next.
    below: f64,
    /// By how much values were off where shorter steps contradicted longer ones, and the first step of the longest of these.
    stairs: Option<(f64, f64)>,
    /// The shortest step at which f was another than at x, and by how much; whether that was looked at as a staircase.
    change: Option<(f64, f64)>,
    treads: bool,
}

impl<'s, F: FnMut(f64) -> Point> Course<'s, F> {
    pub(super) fn new(at: F, center: f64, search: &'s Search) -> Self {
        let (asked, failed) = (Asked::new(at, search), Slope::unknown(Status::Rough));
        let (first, noise, best) = (search.first, search.noise, None);
        Course {
            asked,
            search,
            center,
            first,
            noise,
            best,
            failed,
            measured: false,
            of_x: false,
            climbs: 0,
            below: 1.0,
            stairs: None,
            change: None,
            treads: false,
        }
    }

    pub(super) fn run(mut self) -> Slope {
        for _ in 0..WINDOWS {
            if !self.asked.may() || !self.look() {
                break;
            }
        }
        Slope { evaluations: self.asked.evaluations, ..self.best.unwrap_or(self.failed) }
    }

    /// One window; whether there is reason for another.
    fn look(&mut self) -> bool {
        let (mut window, mut accident) = (Window::new(self.search, self.center, self.noise), None);
        let mut first = START * self.first;
        loop {
            let asked = &mut self.asked;
            window.run(first, |step| asked.may().then(|| asked.pair(step)));
            let Some((offset, off)) = window.contradiction() else { break };
            // Of values whose noise is known, much more than that is no noise.
            let most =
                if self.search.knows_noise() { KNOWN * window.own(self.center, 0.0, 0.0) } else { f64::INFINITY };
            match noise_near(&mut self.asked, offset, FARTHER * offset.abs()) {
                Some(noise) if off <= 2.0 * noise && noise <= most => {
                    self.noise = bits::max(self.noise, noise);
                    window = window.with_noise(self.noise);
                    break;
                }
                // An accident, or the treads of a staircase: shorter steps will tell.
                _ if self.asked.may() => {
                    accident = Some(bits::max(off, accident.unwrap_or(0.0)));
                    window.forget_limits();
                    first = SHORTER * offset.abs();
                }
                _ => break,
            }
        }
        if let Some(off) = accident {
            let (height, first) = self.stairs.unwrap_or((0.0, self.first));
            self.stairs = Some((bits::max(off, height), first));
        }
        let change = window.shortest_change();
        let Some(answer) = window.answer() else { return self.nothing(&window) };
        // Nothing but one tread, where longer steps saw others.
        if change.is_none() && self.change.is_some() && self.stairs.is_none() {
            return false;
        }
        self.change = change.or(self.change);
        // Flat beside x: it may be the tread of a staircase.
        if window.ends_flat()
            && let Some((offset, height)) = self.change
            && !self.treads
        {
            self.treads = true;
            if let Some(noise) = noise_near(&mut self.asked, offset, FARTHER * offset.abs())
                && STAIRS * noise > height
            {
                (self.noise, self.first) =
                    (bits::max(self.noise, noise), bits::max(self.first, FARTHER * offset.abs()));
                return true;
            }
        }
        // Where longer steps saw a slope that shorter ones contradicted, no slope at all is the tread of a staircase.
        if answer.slope.value == 0.0 && window.ends_flat() {
            if let Some((height, first)) = self.stairs.take() {
                (self.noise, self.first) = (bits::max(self.noise, MORE * height), first);
                return true;
            }
            if self.below < 1.0 || window.falls_from_a_slope() {
                self.best = None;
                return false;
            }
        }
        // A kink that the noise at the step could make is none.
        let jump = answer.slope.one_sided.1 - answer.slope.one_sided.0;
        if answer.slope.status == Status::Kink
            && let Some(noise) = noise_near(&mut self.asked, answer.slope.step, answer.slope.reach)
            && SIDES * noise > jump.abs() * answer.slope.step
        {
            if self.steps_of_x() {
                return true;
            }
            self.noise = bits::max(noise, self.noise);
            return match window.with_noise(self.noise).answer() {
                Some(answer) => self.take(answer.slope),
                None => self.nothing(&window),
            };
        }
        match confirm(&mut self.asked, &window, &answer.slope) {
            Confirmed::Yes(unrest) => {
                let unrest = CAUTION * bits::max(unrest, window.unrest(&answer.slope));
                let rounding = answer.slope.rounding * bits::max(unrest, 1.0);
                self.take(Slope { rounding, ..answer.slope })
            }
            // What looks like noise out there may be structure of the size of x.
            Confirmed::Noisy(_) if self.steps_of_x() => true,
            Confirmed::Noisy(noise) => {
                self.noise = noise;
                match window.with_noise(noise).answer() {
                    Some(answer) => self.take(answer.slope),
                    None => self.nothing(&window),
                }
            }
            Confirmed::No if self.climbs > 0 => false,
            Confirmed::No => {
                self.failed =
                    Slope { value: answer.slope.value, step: answer.slope.step, ..Slope::unknown(Status::Rough) };
                (self.best, self.below) = (None, BELOW * self.below);
                if !self.steps_of_x() {
                    self.first = self.below * answer.slope.step;
                }
                true
            }
        }
    }

    /// Nothing came together: is it noise, or another scale?
    fn nothing(&mut self, window: &Window) -> bool {
        if self.climbs > 0 {
            return false;
        }
        self.failed = Slope { value: window.last(), ..Slope::unknown(window.reason()) };
        if !self.measured {
            self.measured = true;
            if let Some((offset, thought)) = window.quietest() {
                let noise = noise_near(&mut self.asked, offset, offset.abs()).unwrap_or(0.0);
                let more = noise > MORE * thought;
                if !more && self.steps_of_x() {
                    return true;
                }
                if more || window.is_quiet() {
                    self.noise = bits::max(noise, MORE * thought);
                    return true;
                }
            }
        }
        self.steps_of_x()
    }

    /// A derivative at this scale.
    fn take(&mut self, found: Slope) -> bool {
        let before = self.best.replace(found);
        if let Some(before) = before {
            let apart = (found.value - before.value).abs() > found.known() + before.known();
            let longer = found.step > before.step;
            if found.status != before.status || apart {
                // The shorter steps are right.
                self.best = Some(if longer { before } else { found });
                return false;
            }
            let far = longer && (found.value - before.value).abs() > NEAR * before.known();
            if far || found.known() > 0.5 * before.known() {
                self.best = Some(if !longer && found.known() < before.known() { found } else { before });
                return false;
            }
        }
        let missing = found.known() / self.search.tolerable(found.value);
        if missing <= 1.0 {
            return false;
        }
        let there = 2.0 * self.search.unit * self.center.abs() / (INNER * OF_X * self.search.position);
        if there < found.known() && self.steps_of_x() {
            return true;
        }
        // Longer steps than it was told to expect f to be smooth over: only if all of the slope is seen there.
        let longest =
            if found.value.abs() > RESOLVED * found.known() { f64::INFINITY } else { CLIMB.0 * self.search.first };
        // Steps that shrank fast on their way to the answer may have passed over better ones.
        let passed = PASSED * found.step < self.first;
        let (from, most) = if passed { (found.step, PASSED) } else { (self.first, CLIMB.1) };
        let first = bits::min(from * bits::clamp(2.0 * missing, CLIMB.0, most), longest);
        if self.climbs >= CLIMBS || found.truncation > 2.0 * found.rounding || found.value == 0.0 || first < 2.0 * from
        {
            return false;
        }
        (self.climbs, self.first) = (self.climbs + 1, first);
        true
    }

    /// Turns to steps of the size of x, where they are another scale. Noise was measured at longer ones, and is no more of these.
    fn steps_of_x(&mut self) -> bool {
        let first = OF_X * self.search.position;
        let another = !self.of_x && first > 0.0 && ANOTHER * first <= self.first;
        if another {
            (self.of_x, self.first, self.noise, self.climbs) = (true, first, self.search.noise, 0);
            (self.measured, self.treads) = (false, false);
        }
        another
    }
}
