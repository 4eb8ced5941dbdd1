//! wage
