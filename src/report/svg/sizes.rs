//! How large is a unit of the picture, and how large and steep are its texts?

/// Pixels for each unit of the picture.
pub(super) const FINE: f64 = 10.0;

/// The size of a text in units.
pub(super) const TITLE: f64 = 13.5;
/// The size of a label in units.
pub(super) const LABEL: f64 = 12.0;

/// The backend divides the size of a font by this number.
pub(super) const FONT_DIVISOR: f64 = 1.24;

/// The steepness of slanted labels, in degrees.
pub(super) const SLANT: f64 = 35.0;
