fn main() {
    let dir = std::env::args().nth(1).unwrap();
    for t in hdl::catalogue::tops() {
        match t.verilog() {
            Ok(v) => std::fs::write(format!("{dir}/{}.v", t.name), v).unwrap(),
            Err(e) => println!("ERROR {e}"),
        }
    }
}
