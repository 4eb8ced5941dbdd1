//! The report: a table for people, JSON, and one page that stands by itself.

pub mod plot;
