//! Training equals its definition.

mod dense;
mod networks;
mod overflow;
mod reference;
mod refusals;
mod resume;
