use super::*;

pub(crate) const SMALL: &str = include_str!("small.lib");

fn parse(text: &str) -> Result<Library, Reason> {
    Library::parse(Path::new("small.lib"), text.to_owned())
}

#[test]
fn cells_are_found_by_what_they_do() {
    let library = parse(SMALL).unwrap();
    assert_eq!(library.name, "small");
    assert_eq!(
        (library.time_unit, library.capacitance_unit, library.voltage),
        (1e-9, 1e-12, 1.5)
    );
    assert_eq!(library.inverter(), Some("INV"));
    assert_eq!(library.buffer(), Some(("BUF", "A".to_owned(), "Y".to_owned())));
    assert_eq!(library.gate(), Some("NAND"));
    assert_eq!(library.register(), Some("DFF"));
    let inverter = &library.cells["INV"];
    let near =
        |found: [f64; 2], wanted: [f64; 2]| (0..2).all(|edge| (found[edge] - wanted[edge]).abs() < 1e-12);
    assert!(near(inverter.pins["A"].edges_pf, [0.010, 0.014]));
    assert_eq!(
        inverter.pins["A"].capacitance_pf(),
        inverter.pins["A"].edges_pf[1]
    );
    assert!(near(library.cells["BUF"].pins["A"].edges_pf, [0.01, 0.01]));
    assert_eq!(inverter.area, 4.0);
    let flop = library.cells["DFF"].flop.as_ref().unwrap();
    assert_eq!(
        (flop.clock.verilog(), flop.next.verilog()),
        ("CK".to_owned(), "D".to_owned())
    );
}

#[test]
fn what_a_library_lacks_is_named() {
    let without = |from: &str, to: &str| {
        assert!(SMALL.contains(from), "{from}");
        parse(&SMALL.replace(from, to)).unwrap_err().to_string()
    };
    for (from, to, reason) in [
        ("time_unit : \"1ns\";", "", "the library has no time_unit"),
        (
            "\"1ns\"",
            "\"soon\"",
            "line 2: time_unit is \"soon\", expected a number and a unit, as 1ns",
        ),
        (
            "capacitive_load_unit (1, pf);",
            "",
            "the library has no capacitive_load_unit",
        ),
        (
            "(1, pf)",
            "(1, px)",
            "line 6: capacitive_load_unit is no capacitance",
        ),
        (
            "leakage_power_unit",
            "power_unit",
            "the library has no leakage_power_unit",
        ),
        ("nom_voltage", "voltage", "the library has no nom_voltage"),
        (
            "nom_voltage : 1.5",
            "nom_voltage : high",
            "line 7: nom_voltage is \"high\", expected a number",
        ),
        ("\"!A\"", "\"A\"", "the library has no inverter"),
        (
            "\"!(A B)\"",
            "\"A B\"",
            "the library has no NAND or NOR gate of two inputs",
        ),
        (
            "clocked_on : \"CK\"",
            "clocked_on : \"!CK\"",
            "the library has no D flip-flop at the clock's rise",
        ),
        ("area : 4;", "", "line 9: cell INV has no area"),
        (
            "direction : input; capacitance : 0.011;",
            "capacitance : 0.011;",
            "line 9: cell INV has no direction of pin A",
        ),
        ("area : 4;", "area : -4;", "line 9: cell INV has the area -4"),
        ("area : 4;", "area : 1e300;", "line 9: cell INV has the area 1"),
        (
            "capacitance : 0.011; rise",
            "capacitance : 0.011; fall_capacitance : -1; rise",
            "line 11: pin A has the capacitance -1, expected 0 or more",
        ),
        (
            "nom_voltage : 1.5;",
            "nom_voltage : 1.5; include_file (more.lib);",
            "line 7: include_file is not followed",
        ),
        (
            "\"!(A B)\"",
            "\"!(A B\"",
            "line 22: the function \"!(A B\" ends too early",
        ),
    ] {
        let found = without(from, to);
        assert!(found.starts_with(reason), "{found}");
    }
    // every capacitance 0
    let mut empty = String::new();
    let mut pieces = SMALL.split("capacitance : ");
    empty.push_str(pieces.next().unwrap());
    for piece in pieces {
        empty += &format!("capacitance : 0{}", &piece[piece.find(';').unwrap()..]);
    }
    assert_eq!(
        parse(&empty).unwrap_err().to_string(),
        "the library has no input with a capacitance"
    );
    for (text, reason) in [
        (
            "a\nb\0c".to_owned(),
            "line 2: a byte of 0, expected a text".to_owned(),
        ),
        (
            "a".repeat(5_000_000),
            format!("line 1: found \"{}...", "a".repeat(LONGEST - "found \"".len())),
        ),
    ] {
        assert_eq!(parse(&text).unwrap_err().to_string(), reason);
    }
    assert_eq!(
        parse("library (a) {\n").unwrap_err().to_string(),
        "line 1: library (a) is never closed"
    );
}

#[test]
fn the_supply_is_that_of_the_default_conditions_in_volts() {
    let nominal = "nom_voltage : 1.5;";
    let voltage = |text: &str| parse(&SMALL.replace(nominal, text)).map(|library| library.voltage);
    let conditions = "nom_voltage : 0; default_operating_conditions : low;
        operating_conditions (high) { voltage : 2; } operating_conditions (low) { voltage : 1.25; }";
    assert_eq!(voltage(conditions), Ok(1.25));
    // conditions that say nothing of the voltage, and such as are not the default
    let silent =
        "nom_voltage : 1.5; default_operating_conditions : a; operating_conditions (a) { process : 1; }";
    assert_eq!(voltage(silent), Ok(1.5));
    assert_eq!(
        voltage("nom_voltage : 1.5; operating_conditions (a) { voltage : 2; }"),
        Ok(1.5)
    );
    let millivolts = SMALL
        .replace("\"1V\"", "\"1mV\"")
        .replace(nominal, "nom_voltage : 1500;");
    assert_eq!(parse(&millivolts).unwrap().voltage, 1.5);
    let reason = voltage("nom_voltage : 0;").unwrap_err().to_string();
    assert_eq!(reason, "line 7: nom_voltage is 0, expected more than 0");
}

#[test]
fn wires_are_put_into_the_library_whatever_stands_behind_it() {
    for behind in ["", "\n// an end }", "/* } */ ;"] {
        let library = parse(&format!("{}{behind}", SMALL.trim_end())).unwrap();
        let text = crate::asic::wire::with_model(&library);
        let whole = syntax::parse(&text).unwrap();
        assert_eq!(whole.of_kind("wire_load").count(), 1, "{text}");
        assert_eq!(whole.of_kind("cell").count(), 4, "{text}");
    }
}

#[test]
fn packed_files_are_read_and_a_missing_or_cut_one_is_named() {
    use std::io::Write;
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(SMALL.as_bytes()).unwrap();
    fs::write(path("a.lib.gz"), gz.finish().unwrap()).unwrap();
    let mut xz = Vec::new();
    lzma_rs::xz_compress(&mut SMALL.as_bytes(), &mut xz).unwrap();
    fs::write(path("a.lib.xz"), &xz).unwrap();
    fs::write(path("cut.lib.xz"), &xz[..xz.len() / 2]).unwrap();
    fs::write(path("a.lib"), SMALL).unwrap();
    for name in ["a.lib", "a.lib.gz", "a.lib.xz"] {
        assert_eq!(Library::read(&path(name)).unwrap().text, SMALL, "{name}");
    }
    for name in ["cut.lib.xz", "none.lib"] {
        let error = Library::read(&path(name)).unwrap_err().to_string();
        assert!(
            error.starts_with(&format!("{}: ", path(name).display())),
            "{error}"
        );
    }
}
