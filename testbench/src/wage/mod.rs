//! The WAGE units on data of any size.
//!
//! Each unit has a driver, generic over the model so that every parameter set runs, and a function that runs the unit
//! with its default parameters at full speed.

mod error;
mod mac;
mod rescale;
mod scale;
mod update;

pub use error::{error, Codes, ErrorCodes};
pub use mac::{mac, Mac};
pub use rescale::{activate, Activate};
pub use scale::{scale, Scale};
pub use update::{update, Update};
