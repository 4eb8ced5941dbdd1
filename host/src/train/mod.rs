//! Training: what it is given, who learns, and what is kept on the way.
//!
//! | module | subject |
//! |---|---|
//! | [`setup`] | the settings that decide the weights, by arguments or from a checkpoint |
//! | [`manner`] | on what a training runs and where its files go, by arguments or from a checkpoint |
//! | [`rates`] | the notation of a rate schedule |
//! | [`learner`] | whatever learns: the trait, and the golden model as the first of its kind |
//! | [`device`] | a core that learns |
//! | [`compare`] | the first difference between two sets of parameters |
//! | [`course`] | the loop over all batches |
//! | [`way`] | the way to the device, opened again when a board was lost |
//! | [`checkpoint`] | files from which a training goes on |
//! | [`curves`] | learning curves as CSV and as a picture |

pub mod checkpoint;
pub mod compare;
pub mod course;
pub mod curves;
pub mod device;
pub mod learner;
pub mod manner;
pub mod rates;
pub mod setup;
pub mod way;
