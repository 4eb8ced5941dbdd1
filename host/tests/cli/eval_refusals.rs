//! Input that a unit must refuse: exit status 2, nothing on standard output, one line that names the place.

use crate::run::signum_with;

#[track_caller]
fn refused(unit: &str, input: &str, parts: &[&str]) {
    signum_with(&["eval", unit], input.as_bytes()).refused(parts);
    signum_with(&["eval", unit, "--json"], input.as_bytes()).refused(parts);
}

#[test]
fn what_is_not_one_json_object() {
    for input in [
        "",
        "  \n",
        "[1]",
        "null",
        "12",
        "{",
        "{\"a\": [[1]], \"w\": [[1]]} {}",
        "{\"a\": [[1],]}",
        "a: 1",
    ] {
        refused("mac", input, &["standard input", "expected one JSON object"]);
    }
    signum_with(&["eval", "mac"], b"{\"a\": \"\xff\xfe\"}").refused(&["standard input"]);
}

#[test]
fn missing_unknown_and_repeated_fields() {
    refused("mac", r#"{"a": [[1]]}"#, &["missing field `w`", "expected"]);
    refused("mac", r#"{"w": [[1]]}"#, &["missing field `a`"]);
    refused(
        "mac",
        r#"{"a": [[1]], "w": [[1]], "b": 1}"#,
        &["unknown field `b`", "a, w"],
    );
    refused(
        "mac",
        r#"{"a": [[1]], "a": [[1]], "w": [[1]]}"#,
        &["field `a` appears twice"],
    );
    refused(
        "wage-activate",
        r#"{"acc": [1], "shift": 1}"#,
        &["missing field `relu`", "true or false"],
    );
    refused(
        "wage-update",
        r#"{"w": [1], "g": [1], "rate_log2": 0}"#,
        &["missing field `random`"],
    );
    refused("l1-norm", r#"{"x": [[1]], "dy": [[1]]}"#, &["unknown field `dy`"]);
    refused("l1-norm-backward", r#"{"x": [[1]]}"#, &["missing field `dy`"]);
    refused("wage-scale", r#"{}"#, &["missing field `x`"]);
}

#[test]
fn integers_out_of_range_or_no_integers() {
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "mac",
            r#"{"a": [[1, 128]], "w": [[1], [1]]}"#,
            &["a[0][1] = 128", "-128..127"],
        ),
        (
            "mac",
            r#"{"a": [[1]], "w": [[-129]]}"#,
            &["w[0][0] = -129", "-128..127"],
        ),
        (
            "mac",
            r#"{"a": [[1.5]], "w": [[1]]}"#,
            &["a[0][0] = 1.5", "integer"],
        ),
        (
            "mac",
            r#"{"a": [["1"]], "w": [[1]]}"#,
            &["a[0][0] = \"1\"", "integer"],
        ),
        (
            "mac",
            r#"{"a": [[true]], "w": [[1]]}"#,
            &["a[0][0] = true", "integer"],
        ),
        (
            "mac",
            r#"{"a": [[null]], "w": [[1]]}"#,
            &["a[0][0] = null", "integer"],
        ),
        ("mac", r#"{"a": [[1e99]], "w": [[1]]}"#, &["a[0][0]", "integer"]),
        (
            "wage-activate",
            r#"{"acc": [2147483648], "shift": 1, "relu": true}"#,
            &["acc[0] = 2147483648"],
        ),
        (
            "wage-activate",
            r#"{"acc": [-2147483649], "shift": 1, "relu": true}"#,
            &["acc[0] = -2147483649"],
        ),
        (
            "wage-activate",
            r#"{"acc": [1], "shift": 32, "relu": true}"#,
            &["shift = 32", "0..31"],
        ),
        (
            "wage-activate",
            r#"{"acc": [1], "shift": -1, "relu": true}"#,
            &["shift = -1", "0..31"],
        ),
        (
            "wage-activate",
            r#"{"acc": [1], "shift": [1], "relu": true}"#,
            &["shift", "integer"],
        ),
        (
            "wage-activate",
            r#"{"acc": [1], "shift": 1, "relu": 1}"#,
            &["relu = 1", "true or false"],
        ),
        (
            "wage-scale",
            r#"{"x": [[1], [9223372036854775807]]}"#,
            &["x[1][0] = 9223372036854775807"],
        ),
        (
            "wage-scale",
            r#"{"x": [18446744073709551616]}"#,
            &["x[0]", "integer"],
        ),
        ("wage-error", r#"{"e": [3000000000]}"#, &["e[0] = 3000000000"]),
        (
            "wage-update",
            r#"{"w": [65], "g": [1], "rate_log2": 0, "random": [0]}"#,
            &["w[0] = 65", "-64..64"],
        ),
        (
            "wage-update",
            r#"{"w": [1], "g": [1], "rate_log2": 7, "random": [0]}"#,
            &["rate_log2 = 7", "-4..6"],
        ),
        (
            "wage-update",
            r#"{"w": [1], "g": [1], "rate_log2": -5, "random": [0]}"#,
            &["rate_log2 = -5"],
        ),
        (
            "wage-update",
            r#"{"w": [1], "g": [1], "rate_log2": 0, "random": [65536]}"#,
            &["random[0] = 65536"],
        ),
        (
            "wage-update",
            r#"{"w": [1], "g": [1], "rate_log2": 0, "random": [-1]}"#,
            &["random[0] = -1", "0..65535"],
        ),
        (
            "l1-norm",
            r#"{"x": [[1, 32768]]}"#,
            &["x[0][1] = 32768", "-32768..32767"],
        ),
        (
            "l2-norm",
            r#"{"x": [[1]], "gamma": [4.5]}"#,
            &["gamma[0] = 4.5", "-4..4"],
        ),
        (
            "l2-norm",
            r#"{"x": [[1]], "gamma": [0.1]}"#,
            &["gamma[0] = 0.1", "1/256"],
        ),
        (
            "l1-norm",
            r#"{"x": [[1]], "beta": [16.00390625]}"#,
            &["beta[0] = 16.00390625", "-16..16"],
        ),
        ("l1-norm", r#"{"x": [[1]], "beta": ["1"]}"#, &["beta[0] = \"1\""]),
        (
            "l2-norm-backward",
            r#"{"x": [[1]], "dy": [[-128]]}"#,
            &["dy[0][0] = -128", "-127..127"],
        ),
    ];
    for (unit, input, parts) in cases {
        refused(unit, input, parts);
    }
}

#[test]
fn ragged_empty_and_mismatched_arrays() {
    let cases: &[(&str, &str, &[&str])] = &[
        ("mac", r#"{"a": [], "w": [[1]]}"#, &["a is empty"]),
        ("mac", r#"{"a": [[]], "w": [[1]]}"#, &["a[0] is empty"]),
        (
            "mac",
            r#"{"a": [[1, 2], [3]], "w": [[1], [1]]}"#,
            &["a[1] has 1 entries", "expected 2"],
        ),
        ("mac", r#"{"a": [1, 2], "w": [[1], [1]]}"#, &["a[0]", "row"]),
        ("mac", r#"{"a": 1, "w": [[1]]}"#, &["a: found 1", "array"]),
        ("mac", r#"{"a": [[[1]]], "w": [[1]]}"#, &["a[0][0]", "integer"]),
        (
            "mac",
            r#"{"a": [[1, 2]], "w": [[1]]}"#,
            &["w has 1 rows", "expected 2"],
        ),
        ("wage-scale", r#"{"x": [[1], 2]}"#, &["x[1]", "array"]),
        ("wage-scale", r#"{"x": [1, [2]]}"#, &["x[1]", "integer"]),
        ("wage-scale", r#"{"x": 5}"#, &["x: found 5", "array"]),
        (
            "wage-error",
            r#"{"e": [[[1, 2], [3, 4]], [[1, 2], [3]]]}"#,
            &["e[1][1] has 1 entries"],
        ),
        (
            "wage-update",
            r#"{"w": [1, 2], "g": [1], "rate_log2": 0, "random": [1, 2]}"#,
            &["g", "[1]", "[2]"],
        ),
        (
            "wage-update",
            r#"{"w": [1, 2], "g": [1, 2], "rate_log2": 0, "random": [[1, 2]]}"#,
            &["random", "[1, 2]"],
        ),
        ("l1-norm", r#"{"x": [1, 2]}"#, &["x[0]", "row"]),
        (
            "l1-norm",
            r#"{"x": [[1], [2]], "gamma": [1]}"#,
            &["gamma has 1 entries", "expected 2"],
        ),
        ("l1-norm", r#"{"x": [[1]], "beta": 0}"#, &["beta", "array of 1"]),
        (
            "l1-norm-backward",
            r#"{"x": [[1, 2]], "dy": [[1]]}"#,
            &["dy is 1 x 1", "1 x 2"],
        ),
        (
            "neuron",
            r#"{"current": [[1], []], "threshold": 1, "reset": "zero", "compare": "ge", "decay": {"kind": "none"}}"#,
            &["current[1] has 0 entries"],
        ),
    ];
    for (unit, input, parts) in cases {
        refused(unit, input, parts);
    }
    let long = format!("{{\"x\": [[{}1]]}}", "1,".repeat(1024));
    refused("l2-norm", &long, &["x has 1025 samples", "1..1024"]);
}

#[test]
fn neuron_parameters() {
    let input = |threshold: &str, reset: &str, compare: &str, decay: &str| {
        format!(
            r#"{{"current": [[1]], "threshold": {threshold}, "reset": {reset}, "compare": {compare}, "decay": {decay}}}"#
        )
    };
    let (ge, zero, none) = ("\"ge\"", "\"zero\"", r#"{"kind": "none"}"#);
    for threshold in ["0", "-1", "32768", "1.5", "\"9\"", "null"] {
        refused(
            "neuron",
            &input(threshold, zero, ge, none),
            &["threshold = ", "1..32767"],
        );
    }
    refused(
        "neuron",
        &input("1", "\"hard\"", ge, none),
        &["reset = \"hard\"", "\"subtract\" or \"zero\""],
    );
    refused(
        "neuron",
        &input("1", zero, "\">\"", none),
        &["compare = \">\"", "\"ge\" or \"gt\""],
    );
    refused("neuron", &input("1", zero, "true", none), &["compare = true"]);
    let decays = [
        ("\"none\"", "decay"),
        ("{}", "decay.kind"),
        (r#"{"kind": "leak", "shift": 1}"#, "decay.kind"),
        (r#"{"kind": "keep"}"#, "decay.shift"),
        (r#"{"kind": "lose", "shift": 16}"#, "decay.shift = 16"),
        (r#"{"kind": "keep", "shift": -1}"#, "decay.shift = -1"),
        (r#"{"kind": "none", "shift": 99}"#, "decay.shift = 99"),
        (r#"{"kind": "keep", "shift": 1, "rate": 2}"#, "decay.rate"),
    ];
    for (decay, part) in decays {
        refused("neuron", &input("1", zero, ge, decay), &[part, "expected"]);
    }
}
