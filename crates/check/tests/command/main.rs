//! Does the command keep its word with programs of all kinds? Right and wrong gradients, and programs that die, hang, print noise or answer something else.
//!
//! The programs are written in Python, without NumPy. Where there is no `python3` (or compiler, or Node) a test says so and ends; beside each program that is refused stands the same
//! one without its fault.

#[path = "../../../../tests/support/calls.rs"]
mod calls;
mod faults;
mod languages;
mod libraries;
mod numbers;
mod pipe;
mod programs;
mod sizes;
mod verdicts;
mod words;
