// mac: generated from the Rust-HDL module of this name; do not edit.
// Regenerate: signum generate

module mac(clock,reset,s_valid,s_ready,s_a,s_w,s_last,m_valid,m_ready,m_data,m_last,saturations);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  s_valid;
    output reg  s_ready;
    input wire  [127:0] s_a;
    input wire  [127:0] s_w;
    input wire  s_last;
    output reg  m_valid;
    input wire  m_ready;
    output reg  [511:0] m_data;
    output reg  m_last;
    output reg  [31:0] saturations;

    // Stub signals
    reg  begun$d;
    wire  begun$q;
    reg  array$s_valid;
    wire  array$s_ready;
    reg  [127:0] array$s_a;
    reg  [127:0] array$s_w;
    reg  array$s_first;
    reg  array$s_last;
    wire  array$m_valid;
    reg  array$m_ready;
    wire  [639:0] array$m_data;
    wire  array$m_last;
    wire  array$shadow_free;
    wire  array$idle;
    reg  stage$s_valid;
    wire  stage$s_ready;
    reg  stage$s_last;
    wire  stage$m_valid;
    reg  stage$m_ready;
    wire  stage$m_last;
    wire  stage$load;
    reg  [639:0] sums$whole;
    wire  [39:0] sums$parts$0;
    wire  [39:0] sums$parts$1;
    wire  [39:0] sums$parts$2;
    wire  [39:0] sums$parts$3;
    wire  [39:0] sums$parts$4;
    wire  [39:0] sums$parts$5;
    wire  [39:0] sums$parts$6;
    wire  [39:0] sums$parts$7;
    wire  [39:0] sums$parts$8;
    wire  [39:0] sums$parts$9;
    wire  [39:0] sums$parts$10;
    wire  [39:0] sums$parts$11;
    wire  [39:0] sums$parts$12;
    wire  [39:0] sums$parts$13;
    wire  [39:0] sums$parts$14;
    wire  [39:0] sums$parts$15;
    reg  lanes$0$load;
    reg  [39:0] lanes$0$x;
    wire  [31:0] lanes$0$y;
    wire  lanes$0$cut;
    reg  lanes$1$load;
    reg  [39:0] lanes$1$x;
    wire  [31:0] lanes$1$y;
    wire  lanes$1$cut;
    reg  lanes$2$load;
    reg  [39:0] lanes$2$x;
    wire  [31:0] lanes$2$y;
    wire  lanes$2$cut;
    reg  lanes$3$load;
    reg  [39:0] lanes$3$x;
    wire  [31:0] lanes$3$y;
    wire  lanes$3$cut;
    reg  lanes$4$load;
    reg  [39:0] lanes$4$x;
    wire  [31:0] lanes$4$y;
    wire  lanes$4$cut;
    reg  lanes$5$load;
    reg  [39:0] lanes$5$x;
    wire  [31:0] lanes$5$y;
    wire  lanes$5$cut;
    reg  lanes$6$load;
    reg  [39:0] lanes$6$x;
    wire  [31:0] lanes$6$y;
    wire  lanes$6$cut;
    reg  lanes$7$load;
    reg  [39:0] lanes$7$x;
    wire  [31:0] lanes$7$y;
    wire  lanes$7$cut;
    reg  lanes$8$load;
    reg  [39:0] lanes$8$x;
    wire  [31:0] lanes$8$y;
    wire  lanes$8$cut;
    reg  lanes$9$load;
    reg  [39:0] lanes$9$x;
    wire  [31:0] lanes$9$y;
    wire  lanes$9$cut;
    reg  lanes$10$load;
    reg  [39:0] lanes$10$x;
    wire  [31:0] lanes$10$y;
    wire  lanes$10$cut;
    reg  lanes$11$load;
    reg  [39:0] lanes$11$x;
    wire  [31:0] lanes$11$y;
    wire  lanes$11$cut;
    reg  lanes$12$load;
    reg  [39:0] lanes$12$x;
    wire  [31:0] lanes$12$y;
    wire  lanes$12$cut;
    reg  lanes$13$load;
    reg  [39:0] lanes$13$x;
    wire  [31:0] lanes$13$y;
    wire  lanes$13$cut;
    reg  lanes$14$load;
    reg  [39:0] lanes$14$x;
    wire  [31:0] lanes$14$y;
    wire  lanes$14$cut;
    reg  lanes$15$load;
    reg  [39:0] lanes$15$x;
    wire  [31:0] lanes$15$y;
    wire  lanes$15$cut;
    reg  [31:0] merge$parts$0;
    reg  [31:0] merge$parts$1;
    reg  [31:0] merge$parts$2;
    reg  [31:0] merge$parts$3;
    reg  [31:0] merge$parts$4;
    reg  [31:0] merge$parts$5;
    reg  [31:0] merge$parts$6;
    reg  [31:0] merge$parts$7;
    reg  [31:0] merge$parts$8;
    reg  [31:0] merge$parts$9;
    reg  [31:0] merge$parts$10;
    reg  [31:0] merge$parts$11;
    reg  [31:0] merge$parts$12;
    reg  [31:0] merge$parts$13;
    reg  [31:0] merge$parts$14;
    reg  [31:0] merge$parts$15;
    wire  [511:0] merge$whole;
    reg  cut$parts$0;
    reg  cut$parts$1;
    reg  cut$parts$2;
    reg  cut$parts$3;
    reg  cut$parts$4;
    reg  cut$parts$5;
    reg  cut$parts$6;
    reg  cut$parts$7;
    reg  cut$parts$8;
    reg  cut$parts$9;
    reg  cut$parts$10;
    reg  cut$parts$11;
    reg  cut$parts$12;
    reg  cut$parts$13;
    reg  cut$parts$14;
    reg  cut$parts$15;
    wire  [15:0] cut$whole;
    reg  [15:0] counter$events;
    reg  counter$enable;
    wire  [31:0] counter$count;

    // Sub module instances
    mac$array$finished begun(
        .d(begun$d),
        .q(begun$q),
        .clock(clock),
        .reset(reset)
    );
    mac$array array(
        .clock(clock),
        .reset(reset),
        .s_valid(array$s_valid),
        .s_ready(array$s_ready),
        .s_a(array$s_a),
        .s_w(array$s_w),
        .s_first(array$s_first),
        .s_last(array$s_last),
        .m_valid(array$m_valid),
        .m_ready(array$m_ready),
        .m_data(array$m_data),
        .m_last(array$m_last),
        .shadow_free(array$shadow_free),
        .idle(array$idle)
    );
    mac$stage stage(
        .clock(clock),
        .reset(reset),
        .s_valid(stage$s_valid),
        .s_ready(stage$s_ready),
        .s_last(stage$s_last),
        .m_valid(stage$m_valid),
        .m_ready(stage$m_ready),
        .m_last(stage$m_last),
        .load(stage$load)
    );
    mac$array$columns$0$split sums(
        .whole(sums$whole),
        .parts$0(sums$parts$0),
        .parts$1(sums$parts$1),
        .parts$2(sums$parts$2),
        .parts$3(sums$parts$3),
        .parts$4(sums$parts$4),
        .parts$5(sums$parts$5),
        .parts$6(sums$parts$6),
        .parts$7(sums$parts$7),
        .parts$8(sums$parts$8),
        .parts$9(sums$parts$9),
        .parts$10(sums$parts$10),
        .parts$11(sums$parts$11),
        .parts$12(sums$parts$12),
        .parts$13(sums$parts$13),
        .parts$14(sums$parts$14),
        .parts$15(sums$parts$15)
    );
    mac$lanes$0 lanes$0(
        .clock(clock),
        .reset(reset),
        .load(lanes$0$load),
        .x(lanes$0$x),
        .y(lanes$0$y),
        .cut(lanes$0$cut)
    );
    mac$lanes$0 lanes$1(
        .clock(clock),
        .reset(reset),
        .load(lanes$1$load),
        .x(lanes$1$x),
        .y(lanes$1$y),
        .cut(lanes$1$cut)
    );
    mac$lanes$0 lanes$2(
        .clock(clock),
        .reset(reset),
        .load(lanes$2$load),
        .x(lanes$2$x),
        .y(lanes$2$y),
        .cut(lanes$2$cut)
    );
    mac$lanes$0 lanes$3(
        .clock(clock),
        .reset(reset),
        .load(lanes$3$load),
        .x(lanes$3$x),
        .y(lanes$3$y),
        .cut(lanes$3$cut)
    );
    mac$lanes$0 lanes$4(
        .clock(clock),
        .reset(reset),
        .load(lanes$4$load),
        .x(lanes$4$x),
        .y(lanes$4$y),
        .cut(lanes$4$cut)
    );
    mac$lanes$0 lanes$5(
        .clock(clock),
        .reset(reset),
        .load(lanes$5$load),
        .x(lanes$5$x),
        .y(lanes$5$y),
        .cut(lanes$5$cut)
    );
    mac$lanes$0 lanes$6(
        .clock(clock),
        .reset(reset),
        .load(lanes$6$load),
        .x(lanes$6$x),
        .y(lanes$6$y),
        .cut(lanes$6$cut)
    );
    mac$lanes$0 lanes$7(
        .clock(clock),
        .reset(reset),
        .load(lanes$7$load),
        .x(lanes$7$x),
        .y(lanes$7$y),
        .cut(lanes$7$cut)
    );
    mac$lanes$0 lanes$8(
        .clock(clock),
        .reset(reset),
        .load(lanes$8$load),
        .x(lanes$8$x),
        .y(lanes$8$y),
        .cut(lanes$8$cut)
    );
    mac$lanes$0 lanes$9(
        .clock(clock),
        .reset(reset),
        .load(lanes$9$load),
        .x(lanes$9$x),
        .y(lanes$9$y),
        .cut(lanes$9$cut)
    );
    mac$lanes$0 lanes$10(
        .clock(clock),
        .reset(reset),
        .load(lanes$10$load),
        .x(lanes$10$x),
        .y(lanes$10$y),
        .cut(lanes$10$cut)
    );
    mac$lanes$0 lanes$11(
        .clock(clock),
        .reset(reset),
        .load(lanes$11$load),
        .x(lanes$11$x),
        .y(lanes$11$y),
        .cut(lanes$11$cut)
    );
    mac$lanes$0 lanes$12(
        .clock(clock),
        .reset(reset),
        .load(lanes$12$load),
        .x(lanes$12$x),
        .y(lanes$12$y),
        .cut(lanes$12$cut)
    );
    mac$lanes$0 lanes$13(
        .clock(clock),
        .reset(reset),
        .load(lanes$13$load),
        .x(lanes$13$x),
        .y(lanes$13$y),
        .cut(lanes$13$cut)
    );
    mac$lanes$0 lanes$14(
        .clock(clock),
        .reset(reset),
        .load(lanes$14$load),
        .x(lanes$14$x),
        .y(lanes$14$y),
        .cut(lanes$14$cut)
    );
    mac$lanes$0 lanes$15(
        .clock(clock),
        .reset(reset),
        .load(lanes$15$load),
        .x(lanes$15$x),
        .y(lanes$15$y),
        .cut(lanes$15$cut)
    );
    mac$merge merge(
        .parts$0(merge$parts$0),
        .parts$1(merge$parts$1),
        .parts$2(merge$parts$2),
        .parts$3(merge$parts$3),
        .parts$4(merge$parts$4),
        .parts$5(merge$parts$5),
        .parts$6(merge$parts$6),
        .parts$7(merge$parts$7),
        .parts$8(merge$parts$8),
        .parts$9(merge$parts$9),
        .parts$10(merge$parts$10),
        .parts$11(merge$parts$11),
        .parts$12(merge$parts$12),
        .parts$13(merge$parts$13),
        .parts$14(merge$parts$14),
        .parts$15(merge$parts$15),
        .whole(merge$whole)
    );
    mac$cut cut(
        .parts$0(cut$parts$0),
        .parts$1(cut$parts$1),
        .parts$2(cut$parts$2),
        .parts$3(cut$parts$3),
        .parts$4(cut$parts$4),
        .parts$5(cut$parts$5),
        .parts$6(cut$parts$6),
        .parts$7(cut$parts$7),
        .parts$8(cut$parts$8),
        .parts$9(cut$parts$9),
        .parts$10(cut$parts$10),
        .parts$11(cut$parts$11),
        .parts$12(cut$parts$12),
        .parts$13(cut$parts$13),
        .parts$14(cut$parts$14),
        .parts$15(cut$parts$15),
        .whole(cut$whole)
    );
    mac$counter counter(
        .clock(clock),
        .reset(reset),
        .events(counter$events),
        .enable(counter$enable),
        .count(counter$count)
    );

    // Update code
    always @(*) begin
        begun$d = begun$q;
        array$s_valid = s_valid;
        array$s_a = s_a;
        array$s_w = s_w;
        array$s_first = ~begun$q;
        array$s_last = s_last;
        if (s_valid & array$s_ready) begin
            begun$d = ~s_last;
        end
        s_ready = array$s_ready;
        stage$s_valid = array$m_valid;
        stage$s_last = array$m_last;
        stage$m_ready = m_ready;
        array$m_ready = stage$s_ready;
        sums$whole = array$m_data;
        lanes$0$load = stage$load;
        lanes$0$x = sums$parts$0;
        merge$parts$0 = lanes$0$y;
        cut$parts$0 = lanes$0$cut;
        lanes$1$load = stage$load;
        lanes$1$x = sums$parts$1;
        merge$parts$1 = lanes$1$y;
        cut$parts$1 = lanes$1$cut;
        lanes$2$load = stage$load;
        lanes$2$x = sums$parts$2;
        merge$parts$2 = lanes$2$y;
        cut$parts$2 = lanes$2$cut;
        lanes$3$load = stage$load;
        lanes$3$x = sums$parts$3;
        merge$parts$3 = lanes$3$y;
        cut$parts$3 = lanes$3$cut;
        lanes$4$load = stage$load;
        lanes$4$x = sums$parts$4;
        merge$parts$4 = lanes$4$y;
        cut$parts$4 = lanes$4$cut;
        lanes$5$load = stage$load;
        lanes$5$x = sums$parts$5;
        merge$parts$5 = lanes$5$y;
        cut$parts$5 = lanes$5$cut;
        lanes$6$load = stage$load;
        lanes$6$x = sums$parts$6;
        merge$parts$6 = lanes$6$y;
        cut$parts$6 = lanes$6$cut;
        lanes$7$load = stage$load;
        lanes$7$x = sums$parts$7;
        merge$parts$7 = lanes$7$y;
        cut$parts$7 = lanes$7$cut;
        lanes$8$load = stage$load;
        lanes$8$x = sums$parts$8;
        merge$parts$8 = lanes$8$y;
        cut$parts$8 = lanes$8$cut;
        lanes$9$load = stage$load;
        lanes$9$x = sums$parts$9;
        merge$parts$9 = lanes$9$y;
        cut$parts$9 = lanes$9$cut;
        lanes$10$load = stage$load;
        lanes$10$x = sums$parts$10;
        merge$parts$10 = lanes$10$y;
        cut$parts$10 = lanes$10$cut;
        lanes$11$load = stage$load;
        lanes$11$x = sums$parts$11;
        merge$parts$11 = lanes$11$y;
        cut$parts$11 = lanes$11$cut;
        lanes$12$load = stage$load;
        lanes$12$x = sums$parts$12;
        merge$parts$12 = lanes$12$y;
        cut$parts$12 = lanes$12$cut;
        lanes$13$load = stage$load;
        lanes$13$x = sums$parts$13;
        merge$parts$13 = lanes$13$y;
        cut$parts$13 = lanes$13$cut;
        lanes$14$load = stage$load;
        lanes$14$x = sums$parts$14;
        merge$parts$14 = lanes$14$y;
        cut$parts$14 = lanes$14$cut;
        lanes$15$load = stage$load;
        lanes$15$x = sums$parts$15;
        merge$parts$15 = lanes$15$y;
        cut$parts$15 = lanes$15$cut;
        m_valid = stage$m_valid;
        m_last = stage$m_last;
        m_data = merge$whole;
        counter$events = cut$whole;
        counter$enable = stage$m_valid & m_ready;
        saturations = counter$count;
    end

endmodule

module mac$array(clock,reset,s_valid,s_ready,s_a,s_w,s_first,s_last,m_valid,m_ready,m_data,m_last,shadow_free,idle);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  s_valid;
    output reg  s_ready;
    input wire  [127:0] s_a;
    input wire  [127:0] s_w;
    input wire  s_first;
    input wire  s_last;
    output reg  m_valid;
    input wire  m_ready;
    output reg  [639:0] m_data;
    output reg  m_last;
    output reg  shadow_free;
    output reg  idle;

    // Constant declarations
    localparam  all = 16'h10;

    // Stub signals
    reg  [127:0] a$d;
    wire  [127:0] a$q;
    reg  [127:0] w$d;
    wire  [127:0] w$q;
    reg  valid_1$d;
    wire  valid_1$q;
    reg  first_1$d;
    wire  first_1$q;
    reg  last_1$d;
    wire  last_1$q;
    reg  valid_2$d;
    wire  valid_2$q;
    reg  first_2$d;
    wire  first_2$q;
    reg  last_2$d;
    wire  last_2$q;
    reg  finished$d;
    wire  finished$q;
    reg  [15:0] left$d;
    wire  [15:0] left$q;
    reg  [127:0] columns$0$a;
    reg signed [7:0] columns$0$w;
    reg  columns$0$multiply;
    reg  columns$0$accumulate;
    reg  columns$0$first;
    reg  columns$0$copy;
    reg  columns$0$shift;
    reg  [639:0] columns$0$right;
    wire  [639:0] columns$0$shadow;
    reg  [127:0] columns$1$a;
    reg signed [7:0] columns$1$w;
    reg  columns$1$multiply;
    reg  columns$1$accumulate;
    reg  columns$1$first;
    reg  columns$1$copy;
    reg  columns$1$shift;
    reg  [639:0] columns$1$right;
    wire  [639:0] columns$1$shadow;
    reg  [127:0] columns$2$a;
    reg signed [7:0] columns$2$w;
    reg  columns$2$multiply;
    reg  columns$2$accumulate;
    reg  columns$2$first;
    reg  columns$2$copy;
    reg  columns$2$shift;
    reg  [639:0] columns$2$right;
    wire  [639:0] columns$2$shadow;
    reg  [127:0] columns$3$a;
    reg signed [7:0] columns$3$w;
    reg  columns$3$multiply;
    reg  columns$3$accumulate;
    reg  columns$3$first;
    reg  columns$3$copy;
    reg  columns$3$shift;
    reg  [639:0] columns$3$right;
    wire  [639:0] columns$3$shadow;
    reg  [127:0] columns$4$a;
    reg signed [7:0] columns$4$w;
    reg  columns$4$multiply;
    reg  columns$4$accumulate;
    reg  columns$4$first;
    reg  columns$4$copy;
    reg  columns$4$shift;
    reg  [639:0] columns$4$right;
    wire  [639:0] columns$4$shadow;
    reg  [127:0] columns$5$a;
    reg signed [7:0] columns$5$w;
    reg  columns$5$multiply;
    reg  columns$5$accumulate;
    reg  columns$5$first;
    reg  columns$5$copy;
    reg  columns$5$shift;
    reg  [639:0] columns$5$right;
    wire  [639:0] columns$5$shadow;
    reg  [127:0] columns$6$a;
    reg signed [7:0] columns$6$w;
    reg  columns$6$multiply;
    reg  columns$6$accumulate;
    reg  columns$6$first;
    reg  columns$6$copy;
    reg  columns$6$shift;
    reg  [639:0] columns$6$right;
    wire  [639:0] columns$6$shadow;
    reg  [127:0] columns$7$a;
    reg signed [7:0] columns$7$w;
    reg  columns$7$multiply;
    reg  columns$7$accumulate;
    reg  columns$7$first;
    reg  columns$7$copy;
    reg  columns$7$shift;
    reg  [639:0] columns$7$right;
    wire  [639:0] columns$7$shadow;
    reg  [127:0] columns$8$a;
    reg signed [7:0] columns$8$w;
    reg  columns$8$multiply;
    reg  columns$8$accumulate;
    reg  columns$8$first;
    reg  columns$8$copy;
    reg  columns$8$shift;
    reg  [639:0] columns$8$right;
    wire  [639:0] columns$8$shadow;
    reg  [127:0] columns$9$a;
    reg signed [7:0] columns$9$w;
    reg  columns$9$multiply;
    reg  columns$9$accumulate;
    reg  columns$9$first;
    reg  columns$9$copy;
    reg  columns$9$shift;
    reg  [639:0] columns$9$right;
    wire  [639:0] columns$9$shadow;
    reg  [127:0] columns$10$a;
    reg signed [7:0] columns$10$w;
    reg  columns$10$multiply;
    reg  columns$10$accumulate;
    reg  columns$10$first;
    reg  columns$10$copy;
    reg  columns$10$shift;
    reg  [639:0] columns$10$right;
    wire  [639:0] columns$10$shadow;
    reg  [127:0] columns$11$a;
    reg signed [7:0] columns$11$w;
    reg  columns$11$multiply;
    reg  columns$11$accumulate;
    reg  columns$11$first;
    reg  columns$11$copy;
    reg  columns$11$shift;
    reg  [639:0] columns$11$right;
    wire  [639:0] columns$11$shadow;
    reg  [127:0] columns$12$a;
    reg signed [7:0] columns$12$w;
    reg  columns$12$multiply;
    reg  columns$12$accumulate;
    reg  columns$12$first;
    reg  columns$12$copy;
    reg  columns$12$shift;
    reg  [639:0] columns$12$right;
    wire  [639:0] columns$12$shadow;
    reg  [127:0] columns$13$a;
    reg signed [7:0] columns$13$w;
    reg  columns$13$multiply;
    reg  columns$13$accumulate;
    reg  columns$13$first;
    reg  columns$13$copy;
    reg  columns$13$shift;
    reg  [639:0] columns$13$right;
    wire  [639:0] columns$13$shadow;
    reg  [127:0] columns$14$a;
    reg signed [7:0] columns$14$w;
    reg  columns$14$multiply;
    reg  columns$14$accumulate;
    reg  columns$14$first;
    reg  columns$14$copy;
    reg  columns$14$shift;
    reg  [639:0] columns$14$right;
    wire  [639:0] columns$14$shadow;
    reg  [127:0] columns$15$a;
    reg signed [7:0] columns$15$w;
    reg  columns$15$multiply;
    reg  columns$15$accumulate;
    reg  columns$15$first;
    reg  columns$15$copy;
    reg  columns$15$shift;
    reg  [639:0] columns$15$right;
    wire  [639:0] columns$15$shadow;

    // Local signals
    reg  occupied;
    reg  one_left;
    reg  free;
    reg  advance;
    reg  take;
    reg  copy;

    // Sub module instances
    mac$array$a a(
        .d(a$d),
        .q(a$q),
        .clock(clock),
        .reset(reset)
    );
    mac$array$a w(
        .d(w$d),
        .q(w$q),
        .clock(clock),
        .reset(reset)
    );
    mac$array$finished valid_1(
        .d(valid_1$d),
        .q(valid_1$q),
        .clock(clock),
        .reset(reset)
    );
    mac$array$finished first_1(
        .d(first_1$d),
        .q(first_1$q),
        .clock(clock),
        .reset(reset)
    );
    mac$array$finished last_1(
        .d(last_1$d),
        .q(last_1$q),
        .clock(clock),
        .reset(reset)
    );
    mac$array$finished valid_2(
        .d(valid_2$d),
        .q(valid_2$q),
        .clock(clock),
        .reset(reset)
    );
    mac$array$finished first_2(
        .d(first_2$d),
        .q(first_2$q),
        .clock(clock),
        .reset(reset)
    );
    mac$array$finished last_2(
        .d(last_2$d),
        .q(last_2$q),
        .clock(clock),
        .reset(reset)
    );
    mac$array$finished finished(
        .d(finished$d),
        .q(finished$q),
        .clock(clock),
        .reset(reset)
    );
    mac$array$left left(
        .d(left$d),
        .q(left$q),
        .clock(clock),
        .reset(reset)
    );
    mac$array$columns$0 columns$0(
        .clock(clock),
        .reset(reset),
        .a(columns$0$a),
        .w(columns$0$w),
        .multiply(columns$0$multiply),
        .accumulate(columns$0$accumulate),
        .first(columns$0$first),
        .copy(columns$0$copy),
        .shift(columns$0$shift),
        .right(columns$0$right),
        .shadow(columns$0$shadow)
    );
    mac$array$columns$0 columns$1(
        .clock(clock),
        .reset(reset),
        .a(columns$1$a),
        .w(columns$1$w),
        .multiply(columns$1$multiply),
        .accumulate(columns$1$accumulate),
        .first(columns$1$first),
        .copy(columns$1$copy),
        .shift(columns$1$shift),
        .right(columns$1$right),
        .shadow(columns$1$shadow)
    );
    mac$array$columns$0 columns$2(
        .clock(clock),
        .reset(reset),
        .a(columns$2$a),
        .w(columns$2$w),
        .multiply(columns$2$multiply),
        .accumulate(columns$2$accumulate),
        .first(columns$2$first),
        .copy(columns$2$copy),
        .shift(columns$2$shift),
        .right(columns$2$right),
        .shadow(columns$2$shadow)
    );
    mac$array$columns$0 columns$3(
        .clock(clock),
        .reset(reset),
        .a(columns$3$a),
        .w(columns$3$w),
        .multiply(columns$3$multiply),
        .accumulate(columns$3$accumulate),
        .first(columns$3$first),
        .copy(columns$3$copy),
        .shift(columns$3$shift),
        .right(columns$3$right),
        .shadow(columns$3$shadow)
    );
    mac$array$columns$0 columns$4(
        .clock(clock),
        .reset(reset),
        .a(columns$4$a),
        .w(columns$4$w),
        .multiply(columns$4$multiply),
        .accumulate(columns$4$accumulate),
        .first(columns$4$first),
        .copy(columns$4$copy),
        .shift(columns$4$shift),
        .right(columns$4$right),
        .shadow(columns$4$shadow)
    );
    mac$array$columns$0 columns$5(
        .clock(clock),
        .reset(reset),
        .a(columns$5$a),
        .w(columns$5$w),
        .multiply(columns$5$multiply),
        .accumulate(columns$5$accumulate),
        .first(columns$5$first),
        .copy(columns$5$copy),
        .shift(columns$5$shift),
        .right(columns$5$right),
        .shadow(columns$5$shadow)
    );
    mac$array$columns$0 columns$6(
        .clock(clock),
        .reset(reset),
        .a(columns$6$a),
        .w(columns$6$w),
        .multiply(columns$6$multiply),
        .accumulate(columns$6$accumulate),
        .first(columns$6$first),
        .copy(columns$6$copy),
        .shift(columns$6$shift),
        .right(columns$6$right),
        .shadow(columns$6$shadow)
    );
    mac$array$columns$0 columns$7(
        .clock(clock),
        .reset(reset),
        .a(columns$7$a),
        .w(columns$7$w),
        .multiply(columns$7$multiply),
        .accumulate(columns$7$accumulate),
        .first(columns$7$first),
        .copy(columns$7$copy),
        .shift(columns$7$shift),
        .right(columns$7$right),
        .shadow(columns$7$shadow)
    );
    mac$array$columns$0 columns$8(
        .clock(clock),
        .reset(reset),
        .a(columns$8$a),
        .w(columns$8$w),
        .multiply(columns$8$multiply),
        .accumulate(columns$8$accumulate),
        .first(columns$8$first),
        .copy(columns$8$copy),
        .shift(columns$8$shift),
        .right(columns$8$right),
        .shadow(columns$8$shadow)
    );
    mac$array$columns$0 columns$9(
        .clock(clock),
        .reset(reset),
        .a(columns$9$a),
        .w(columns$9$w),
        .multiply(columns$9$multiply),
        .accumulate(columns$9$accumulate),
        .first(columns$9$first),
        .copy(columns$9$copy),
        .shift(columns$9$shift),
        .right(columns$9$right),
        .shadow(columns$9$shadow)
    );
    mac$array$columns$0 columns$10(
        .clock(clock),
        .reset(reset),
        .a(columns$10$a),
        .w(columns$10$w),
        .multiply(columns$10$multiply),
        .accumulate(columns$10$accumulate),
        .first(columns$10$first),
        .copy(columns$10$copy),
        .shift(columns$10$shift),
        .right(columns$10$right),
        .shadow(columns$10$shadow)
    );
    mac$array$columns$0 columns$11(
        .clock(clock),
        .reset(reset),
        .a(columns$11$a),
        .w(columns$11$w),
        .multiply(columns$11$multiply),
        .accumulate(columns$11$accumulate),
        .first(columns$11$first),
        .copy(columns$11$copy),
        .shift(columns$11$shift),
        .right(columns$11$right),
        .shadow(columns$11$shadow)
    );
    mac$array$columns$0 columns$12(
        .clock(clock),
        .reset(reset),
        .a(columns$12$a),
        .w(columns$12$w),
        .multiply(columns$12$multiply),
        .accumulate(columns$12$accumulate),
        .first(columns$12$first),
        .copy(columns$12$copy),
        .shift(columns$12$shift),
        .right(columns$12$right),
        .shadow(columns$12$shadow)
    );
    mac$array$columns$0 columns$13(
        .clock(clock),
        .reset(reset),
        .a(columns$13$a),
        .w(columns$13$w),
        .multiply(columns$13$multiply),
        .accumulate(columns$13$accumulate),
        .first(columns$13$first),
        .copy(columns$13$copy),
        .shift(columns$13$shift),
        .right(columns$13$right),
        .shadow(columns$13$shadow)
    );
    mac$array$columns$0 columns$14(
        .clock(clock),
        .reset(reset),
        .a(columns$14$a),
        .w(columns$14$w),
        .multiply(columns$14$multiply),
        .accumulate(columns$14$accumulate),
        .first(columns$14$first),
        .copy(columns$14$copy),
        .shift(columns$14$shift),
        .right(columns$14$right),
        .shadow(columns$14$shadow)
    );
    mac$array$columns$0 columns$15(
        .clock(clock),
        .reset(reset),
        .a(columns$15$a),
        .w(columns$15$w),
        .multiply(columns$15$multiply),
        .accumulate(columns$15$accumulate),
        .first(columns$15$first),
        .copy(columns$15$copy),
        .shift(columns$15$shift),
        .right(columns$15$right),
        .shadow(columns$15$shadow)
    );

    // Update code
    always @(*) begin
        a$d = a$q;
        w$d = w$q;
        valid_1$d = valid_1$q;
        first_1$d = first_1$q;
        last_1$d = last_1$q;
        valid_2$d = valid_2$q;
        first_2$d = first_2$q;
        last_2$d = last_2$q;
        finished$d = finished$q;
        left$d = left$q;
        occupied = |left$q;
        one_left = left$q == 32'h1;
        free = ~occupied | (one_left & m_ready);
        advance = ~finished$q | free;
        take = advance & s_valid;
        copy = finished$q & free;
        if (take) begin
            a$d = s_a;
            w$d = s_w;
            first_1$d = s_first;
            last_1$d = s_last;
        end
        if (advance) begin
            valid_1$d = s_valid;
            valid_2$d = valid_1$q;
            first_2$d = first_1$q;
            last_2$d = last_1$q;
            finished$d = valid_2$q & last_2$q;
        end
        if (copy) begin
            left$d = all;
        end
        else if (occupied & m_ready) begin
            left$d = left$q - 32'h1;
        end
        columns$0$a = a$q;
        columns$0$w = $signed(w$q[(0 * 32'h8)+:(8)]);
        columns$0$multiply = advance & valid_1$q;
        columns$0$accumulate = advance & valid_2$q;
        columns$0$first = first_2$q;
        columns$0$copy = copy;
        columns$0$shift = occupied & m_ready;
        columns$0$right = 32'h0;
        columns$1$a = a$q;
        columns$1$w = $signed(w$q[(1 * 32'h8)+:(8)]);
        columns$1$multiply = advance & valid_1$q;
        columns$1$accumulate = advance & valid_2$q;
        columns$1$first = first_2$q;
        columns$1$copy = copy;
        columns$1$shift = occupied & m_ready;
        columns$1$right = 32'h0;
        columns$2$a = a$q;
        columns$2$w = $signed(w$q[(2 * 32'h8)+:(8)]);
        columns$2$multiply = advance & valid_1$q;
        columns$2$accumulate = advance & valid_2$q;
        columns$2$first = first_2$q;
        columns$2$copy = copy;
        columns$2$shift = occupied & m_ready;
        columns$2$right = 32'h0;
        columns$3$a = a$q;
        columns$3$w = $signed(w$q[(3 * 32'h8)+:(8)]);
        columns$3$multiply = advance & valid_1$q;
        columns$3$accumulate = advance & valid_2$q;
        columns$3$first = first_2$q;
        columns$3$copy = copy;
        columns$3$shift = occupied & m_ready;
        columns$3$right = 32'h0;
        columns$4$a = a$q;
        columns$4$w = $signed(w$q[(4 * 32'h8)+:(8)]);
        columns$4$multiply = advance & valid_1$q;
        columns$4$accumulate = advance & valid_2$q;
        columns$4$first = first_2$q;
        columns$4$copy = copy;
        columns$4$shift = occupied & m_ready;
        columns$4$right = 32'h0;
        columns$5$a = a$q;
        columns$5$w = $signed(w$q[(5 * 32'h8)+:(8)]);
        columns$5$multiply = advance & valid_1$q;
        columns$5$accumulate = advance & valid_2$q;
        columns$5$first = first_2$q;
        columns$5$copy = copy;
        columns$5$shift = occupied & m_ready;
        columns$5$right = 32'h0;
        columns$6$a = a$q;
        columns$6$w = $signed(w$q[(6 * 32'h8)+:(8)]);
        columns$6$multiply = advance & valid_1$q;
        columns$6$accumulate = advance & valid_2$q;
        columns$6$first = first_2$q;
        columns$6$copy = copy;
        columns$6$shift = occupied & m_ready;
        columns$6$right = 32'h0;
        columns$7$a = a$q;
        columns$7$w = $signed(w$q[(7 * 32'h8)+:(8)]);
        columns$7$multiply = advance & valid_1$q;
        columns$7$accumulate = advance & valid_2$q;
        columns$7$first = first_2$q;
        columns$7$copy = copy;
        columns$7$shift = occupied & m_ready;
        columns$7$right = 32'h0;
        columns$8$a = a$q;
        columns$8$w = $signed(w$q[(8 * 32'h8)+:(8)]);
        columns$8$multiply = advance & valid_1$q;
        columns$8$accumulate = advance & valid_2$q;
        columns$8$first = first_2$q;
        columns$8$copy = copy;
        columns$8$shift = occupied & m_ready;
        columns$8$right = 32'h0;
        columns$9$a = a$q;
        columns$9$w = $signed(w$q[(9 * 32'h8)+:(8)]);
        columns$9$multiply = advance & valid_1$q;
        columns$9$accumulate = advance & valid_2$q;
        columns$9$first = first_2$q;
        columns$9$copy = copy;
        columns$9$shift = occupied & m_ready;
        columns$9$right = 32'h0;
        columns$10$a = a$q;
        columns$10$w = $signed(w$q[(10 * 32'h8)+:(8)]);
        columns$10$multiply = advance & valid_1$q;
        columns$10$accumulate = advance & valid_2$q;
        columns$10$first = first_2$q;
        columns$10$copy = copy;
        columns$10$shift = occupied & m_ready;
        columns$10$right = 32'h0;
        columns$11$a = a$q;
        columns$11$w = $signed(w$q[(11 * 32'h8)+:(8)]);
        columns$11$multiply = advance & valid_1$q;
        columns$11$accumulate = advance & valid_2$q;
        columns$11$first = first_2$q;
        columns$11$copy = copy;
        columns$11$shift = occupied & m_ready;
        columns$11$right = 32'h0;
        columns$12$a = a$q;
        columns$12$w = $signed(w$q[(12 * 32'h8)+:(8)]);
        columns$12$multiply = advance & valid_1$q;
        columns$12$accumulate = advance & valid_2$q;
        columns$12$first = first_2$q;
        columns$12$copy = copy;
        columns$12$shift = occupied & m_ready;
        columns$12$right = 32'h0;
        columns$13$a = a$q;
        columns$13$w = $signed(w$q[(13 * 32'h8)+:(8)]);
        columns$13$multiply = advance & valid_1$q;
        columns$13$accumulate = advance & valid_2$q;
        columns$13$first = first_2$q;
        columns$13$copy = copy;
        columns$13$shift = occupied & m_ready;
        columns$13$right = 32'h0;
        columns$14$a = a$q;
        columns$14$w = $signed(w$q[(14 * 32'h8)+:(8)]);
        columns$14$multiply = advance & valid_1$q;
        columns$14$accumulate = advance & valid_2$q;
        columns$14$first = first_2$q;
        columns$14$copy = copy;
        columns$14$shift = occupied & m_ready;
        columns$14$right = 32'h0;
        columns$15$a = a$q;
        columns$15$w = $signed(w$q[(15 * 32'h8)+:(8)]);
        columns$15$multiply = advance & valid_1$q;
        columns$15$accumulate = advance & valid_2$q;
        columns$15$first = first_2$q;
        columns$15$copy = copy;
        columns$15$shift = occupied & m_ready;
        columns$15$right = 32'h0;
        columns$0$right = columns$1$shadow;
        columns$1$right = columns$2$shadow;
        columns$2$right = columns$3$shadow;
        columns$3$right = columns$4$shadow;
        columns$4$right = columns$5$shadow;
        columns$5$right = columns$6$shadow;
        columns$6$right = columns$7$shadow;
        columns$7$right = columns$8$shadow;
        columns$8$right = columns$9$shadow;
        columns$9$right = columns$10$shadow;
        columns$10$right = columns$11$shadow;
        columns$11$right = columns$12$shadow;
        columns$12$right = columns$13$shadow;
        columns$13$right = columns$14$shadow;
        columns$14$right = columns$15$shadow;
        s_ready = advance;
        m_valid = occupied;
        m_last = one_left;
        m_data = columns$0$shadow;
        shadow_free = free;
        idle = ~valid_1$q & ~valid_2$q & ~finished$q & ~occupied;
    end

endmodule

module mac$array$a(d,q,clock,reset);

    // Module arguments
    input wire  [127:0] d;
    output reg  [127:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 128'h0;
       else q <= d;
    end
endmodule

module mac$array$columns$0(clock,reset,a,w,multiply,accumulate,first,copy,shift,right,shadow);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  [127:0] a;
    input wire signed [7:0] w;
    input wire  multiply;
    input wire  accumulate;
    input wire  first;
    input wire  copy;
    input wire  shift;
    input wire  [639:0] right;
    output reg  [639:0] shadow;

    // Stub signals
    reg signed [7:0] cells$0$a;
    reg signed [7:0] cells$0$w;
    reg  cells$0$multiply;
    reg  cells$0$accumulate;
    reg  cells$0$first;
    reg  cells$0$copy;
    reg  cells$0$shift;
    reg  [39:0] cells$0$right;
    wire  [39:0] cells$0$shadow;
    reg signed [7:0] cells$1$a;
    reg signed [7:0] cells$1$w;
    reg  cells$1$multiply;
    reg  cells$1$accumulate;
    reg  cells$1$first;
    reg  cells$1$copy;
    reg  cells$1$shift;
    reg  [39:0] cells$1$right;
    wire  [39:0] cells$1$shadow;
    reg signed [7:0] cells$2$a;
    reg signed [7:0] cells$2$w;
    reg  cells$2$multiply;
    reg  cells$2$accumulate;
    reg  cells$2$first;
    reg  cells$2$copy;
    reg  cells$2$shift;
    reg  [39:0] cells$2$right;
    wire  [39:0] cells$2$shadow;
    reg signed [7:0] cells$3$a;
    reg signed [7:0] cells$3$w;
    reg  cells$3$multiply;
    reg  cells$3$accumulate;
    reg  cells$3$first;
    reg  cells$3$copy;
    reg  cells$3$shift;
    reg  [39:0] cells$3$right;
    wire  [39:0] cells$3$shadow;
    reg signed [7:0] cells$4$a;
    reg signed [7:0] cells$4$w;
    reg  cells$4$multiply;
    reg  cells$4$accumulate;
    reg  cells$4$first;
    reg  cells$4$copy;
    reg  cells$4$shift;
    reg  [39:0] cells$4$right;
    wire  [39:0] cells$4$shadow;
    reg signed [7:0] cells$5$a;
    reg signed [7:0] cells$5$w;
    reg  cells$5$multiply;
    reg  cells$5$accumulate;
    reg  cells$5$first;
    reg  cells$5$copy;
    reg  cells$5$shift;
    reg  [39:0] cells$5$right;
    wire  [39:0] cells$5$shadow;
    reg signed [7:0] cells$6$a;
    reg signed [7:0] cells$6$w;
    reg  cells$6$multiply;
    reg  cells$6$accumulate;
    reg  cells$6$first;
    reg  cells$6$copy;
    reg  cells$6$shift;
    reg  [39:0] cells$6$right;
    wire  [39:0] cells$6$shadow;
    reg signed [7:0] cells$7$a;
    reg signed [7:0] cells$7$w;
    reg  cells$7$multiply;
    reg  cells$7$accumulate;
    reg  cells$7$first;
    reg  cells$7$copy;
    reg  cells$7$shift;
    reg  [39:0] cells$7$right;
    wire  [39:0] cells$7$shadow;
    reg signed [7:0] cells$8$a;
    reg signed [7:0] cells$8$w;
    reg  cells$8$multiply;
    reg  cells$8$accumulate;
    reg  cells$8$first;
    reg  cells$8$copy;
    reg  cells$8$shift;
    reg  [39:0] cells$8$right;
    wire  [39:0] cells$8$shadow;
    reg signed [7:0] cells$9$a;
    reg signed [7:0] cells$9$w;
    reg  cells$9$multiply;
    reg  cells$9$accumulate;
    reg  cells$9$first;
    reg  cells$9$copy;
    reg  cells$9$shift;
    reg  [39:0] cells$9$right;
    wire  [39:0] cells$9$shadow;
    reg signed [7:0] cells$10$a;
    reg signed [7:0] cells$10$w;
    reg  cells$10$multiply;
    reg  cells$10$accumulate;
    reg  cells$10$first;
    reg  cells$10$copy;
    reg  cells$10$shift;
    reg  [39:0] cells$10$right;
    wire  [39:0] cells$10$shadow;
    reg signed [7:0] cells$11$a;
    reg signed [7:0] cells$11$w;
    reg  cells$11$multiply;
    reg  cells$11$accumulate;
    reg  cells$11$first;
    reg  cells$11$copy;
    reg  cells$11$shift;
    reg  [39:0] cells$11$right;
    wire  [39:0] cells$11$shadow;
    reg signed [7:0] cells$12$a;
    reg signed [7:0] cells$12$w;
    reg  cells$12$multiply;
    reg  cells$12$accumulate;
    reg  cells$12$first;
    reg  cells$12$copy;
    reg  cells$12$shift;
    reg  [39:0] cells$12$right;
    wire  [39:0] cells$12$shadow;
    reg signed [7:0] cells$13$a;
    reg signed [7:0] cells$13$w;
    reg  cells$13$multiply;
    reg  cells$13$accumulate;
    reg  cells$13$first;
    reg  cells$13$copy;
    reg  cells$13$shift;
    reg  [39:0] cells$13$right;
    wire  [39:0] cells$13$shadow;
    reg signed [7:0] cells$14$a;
    reg signed [7:0] cells$14$w;
    reg  cells$14$multiply;
    reg  cells$14$accumulate;
    reg  cells$14$first;
    reg  cells$14$copy;
    reg  cells$14$shift;
    reg  [39:0] cells$14$right;
    wire  [39:0] cells$14$shadow;
    reg signed [7:0] cells$15$a;
    reg signed [7:0] cells$15$w;
    reg  cells$15$multiply;
    reg  cells$15$accumulate;
    reg  cells$15$first;
    reg  cells$15$copy;
    reg  cells$15$shift;
    reg  [39:0] cells$15$right;
    wire  [39:0] cells$15$shadow;
    reg  [39:0] merge$parts$0;
    reg  [39:0] merge$parts$1;
    reg  [39:0] merge$parts$2;
    reg  [39:0] merge$parts$3;
    reg  [39:0] merge$parts$4;
    reg  [39:0] merge$parts$5;
    reg  [39:0] merge$parts$6;
    reg  [39:0] merge$parts$7;
    reg  [39:0] merge$parts$8;
    reg  [39:0] merge$parts$9;
    reg  [39:0] merge$parts$10;
    reg  [39:0] merge$parts$11;
    reg  [39:0] merge$parts$12;
    reg  [39:0] merge$parts$13;
    reg  [39:0] merge$parts$14;
    reg  [39:0] merge$parts$15;
    wire  [639:0] merge$whole;
    reg  [639:0] split$whole;
    wire  [39:0] split$parts$0;
    wire  [39:0] split$parts$1;
    wire  [39:0] split$parts$2;
    wire  [39:0] split$parts$3;
    wire  [39:0] split$parts$4;
    wire  [39:0] split$parts$5;
    wire  [39:0] split$parts$6;
    wire  [39:0] split$parts$7;
    wire  [39:0] split$parts$8;
    wire  [39:0] split$parts$9;
    wire  [39:0] split$parts$10;
    wire  [39:0] split$parts$11;
    wire  [39:0] split$parts$12;
    wire  [39:0] split$parts$13;
    wire  [39:0] split$parts$14;
    wire  [39:0] split$parts$15;

    // Sub module instances
    mac$array$columns$0$cells$0 cells$0(
        .clock(clock),
        .reset(reset),
        .a(cells$0$a),
        .w(cells$0$w),
        .multiply(cells$0$multiply),
        .accumulate(cells$0$accumulate),
        .first(cells$0$first),
        .copy(cells$0$copy),
        .shift(cells$0$shift),
        .right(cells$0$right),
        .shadow(cells$0$shadow)
    );
    mac$array$columns$0$cells$0 cells$1(
        .clock(clock),
        .reset(reset),
        .a(cells$1$a),
        .w(cells$1$w),
        .multiply(cells$1$multiply),
        .accumulate(cells$1$accumulate),
        .first(cells$1$first),
        .copy(cells$1$copy),
        .shift(cells$1$shift),
        .right(cells$1$right),
        .shadow(cells$1$shadow)
    );
    mac$array$columns$0$cells$0 cells$2(
        .clock(clock),
        .reset(reset),
        .a(cells$2$a),
        .w(cells$2$w),
        .multiply(cells$2$multiply),
        .accumulate(cells$2$accumulate),
        .first(cells$2$first),
        .copy(cells$2$copy),
        .shift(cells$2$shift),
        .right(cells$2$right),
        .shadow(cells$2$shadow)
    );
    mac$array$columns$0$cells$0 cells$3(
        .clock(clock),
        .reset(reset),
        .a(cells$3$a),
        .w(cells$3$w),
        .multiply(cells$3$multiply),
        .accumulate(cells$3$accumulate),
        .first(cells$3$first),
        .copy(cells$3$copy),
        .shift(cells$3$shift),
        .right(cells$3$right),
        .shadow(cells$3$shadow)
    );
    mac$array$columns$0$cells$0 cells$4(
        .clock(clock),
        .reset(reset),
        .a(cells$4$a),
        .w(cells$4$w),
        .multiply(cells$4$multiply),
        .accumulate(cells$4$accumulate),
        .first(cells$4$first),
        .copy(cells$4$copy),
        .shift(cells$4$shift),
        .right(cells$4$right),
        .shadow(cells$4$shadow)
    );
    mac$array$columns$0$cells$0 cells$5(
        .clock(clock),
        .reset(reset),
        .a(cells$5$a),
        .w(cells$5$w),
        .multiply(cells$5$multiply),
        .accumulate(cells$5$accumulate),
        .first(cells$5$first),
        .copy(cells$5$copy),
        .shift(cells$5$shift),
        .right(cells$5$right),
        .shadow(cells$5$shadow)
    );
    mac$array$columns$0$cells$0 cells$6(
        .clock(clock),
        .reset(reset),
        .a(cells$6$a),
        .w(cells$6$w),
        .multiply(cells$6$multiply),
        .accumulate(cells$6$accumulate),
        .first(cells$6$first),
        .copy(cells$6$copy),
        .shift(cells$6$shift),
        .right(cells$6$right),
        .shadow(cells$6$shadow)
    );
    mac$array$columns$0$cells$0 cells$7(
        .clock(clock),
        .reset(reset),
        .a(cells$7$a),
        .w(cells$7$w),
        .multiply(cells$7$multiply),
        .accumulate(cells$7$accumulate),
        .first(cells$7$first),
        .copy(cells$7$copy),
        .shift(cells$7$shift),
        .right(cells$7$right),
        .shadow(cells$7$shadow)
    );
    mac$array$columns$0$cells$0 cells$8(
        .clock(clock),
        .reset(reset),
        .a(cells$8$a),
        .w(cells$8$w),
        .multiply(cells$8$multiply),
        .accumulate(cells$8$accumulate),
        .first(cells$8$first),
        .copy(cells$8$copy),
        .shift(cells$8$shift),
        .right(cells$8$right),
        .shadow(cells$8$shadow)
    );
    mac$array$columns$0$cells$0 cells$9(
        .clock(clock),
        .reset(reset),
        .a(cells$9$a),
        .w(cells$9$w),
        .multiply(cells$9$multiply),
        .accumulate(cells$9$accumulate),
        .first(cells$9$first),
        .copy(cells$9$copy),
        .shift(cells$9$shift),
        .right(cells$9$right),
        .shadow(cells$9$shadow)
    );
    mac$array$columns$0$cells$0 cells$10(
        .clock(clock),
        .reset(reset),
        .a(cells$10$a),
        .w(cells$10$w),
        .multiply(cells$10$multiply),
        .accumulate(cells$10$accumulate),
        .first(cells$10$first),
        .copy(cells$10$copy),
        .shift(cells$10$shift),
        .right(cells$10$right),
        .shadow(cells$10$shadow)
    );
    mac$array$columns$0$cells$0 cells$11(
        .clock(clock),
        .reset(reset),
        .a(cells$11$a),
        .w(cells$11$w),
        .multiply(cells$11$multiply),
        .accumulate(cells$11$accumulate),
        .first(cells$11$first),
        .copy(cells$11$copy),
        .shift(cells$11$shift),
        .right(cells$11$right),
        .shadow(cells$11$shadow)
    );
    mac$array$columns$0$cells$0 cells$12(
        .clock(clock),
        .reset(reset),
        .a(cells$12$a),
        .w(cells$12$w),
        .multiply(cells$12$multiply),
        .accumulate(cells$12$accumulate),
        .first(cells$12$first),
        .copy(cells$12$copy),
        .shift(cells$12$shift),
        .right(cells$12$right),
        .shadow(cells$12$shadow)
    );
    mac$array$columns$0$cells$0 cells$13(
        .clock(clock),
        .reset(reset),
        .a(cells$13$a),
        .w(cells$13$w),
        .multiply(cells$13$multiply),
        .accumulate(cells$13$accumulate),
        .first(cells$13$first),
        .copy(cells$13$copy),
        .shift(cells$13$shift),
        .right(cells$13$right),
        .shadow(cells$13$shadow)
    );
    mac$array$columns$0$cells$0 cells$14(
        .clock(clock),
        .reset(reset),
        .a(cells$14$a),
        .w(cells$14$w),
        .multiply(cells$14$multiply),
        .accumulate(cells$14$accumulate),
        .first(cells$14$first),
        .copy(cells$14$copy),
        .shift(cells$14$shift),
        .right(cells$14$right),
        .shadow(cells$14$shadow)
    );
    mac$array$columns$0$cells$0 cells$15(
        .clock(clock),
        .reset(reset),
        .a(cells$15$a),
        .w(cells$15$w),
        .multiply(cells$15$multiply),
        .accumulate(cells$15$accumulate),
        .first(cells$15$first),
        .copy(cells$15$copy),
        .shift(cells$15$shift),
        .right(cells$15$right),
        .shadow(cells$15$shadow)
    );
    mac$array$columns$0$merge merge(
        .parts$0(merge$parts$0),
        .parts$1(merge$parts$1),
        .parts$2(merge$parts$2),
        .parts$3(merge$parts$3),
        .parts$4(merge$parts$4),
        .parts$5(merge$parts$5),
        .parts$6(merge$parts$6),
        .parts$7(merge$parts$7),
        .parts$8(merge$parts$8),
        .parts$9(merge$parts$9),
        .parts$10(merge$parts$10),
        .parts$11(merge$parts$11),
        .parts$12(merge$parts$12),
        .parts$13(merge$parts$13),
        .parts$14(merge$parts$14),
        .parts$15(merge$parts$15),
        .whole(merge$whole)
    );
    mac$array$columns$0$split split(
        .whole(split$whole),
        .parts$0(split$parts$0),
        .parts$1(split$parts$1),
        .parts$2(split$parts$2),
        .parts$3(split$parts$3),
        .parts$4(split$parts$4),
        .parts$5(split$parts$5),
        .parts$6(split$parts$6),
        .parts$7(split$parts$7),
        .parts$8(split$parts$8),
        .parts$9(split$parts$9),
        .parts$10(split$parts$10),
        .parts$11(split$parts$11),
        .parts$12(split$parts$12),
        .parts$13(split$parts$13),
        .parts$14(split$parts$14),
        .parts$15(split$parts$15)
    );

    // Update code
    always @(*) begin
        split$whole = right;
        cells$0$a = $signed(a[(0 * 32'h8)+:(8)]);
        cells$0$w = w;
        cells$0$multiply = multiply;
        cells$0$accumulate = accumulate;
        cells$0$first = first;
        cells$0$copy = copy;
        cells$0$shift = shift;
        cells$0$right = split$parts$0;
        merge$parts$0 = cells$0$shadow;
        cells$1$a = $signed(a[(1 * 32'h8)+:(8)]);
        cells$1$w = w;
        cells$1$multiply = multiply;
        cells$1$accumulate = accumulate;
        cells$1$first = first;
        cells$1$copy = copy;
        cells$1$shift = shift;
        cells$1$right = split$parts$1;
        merge$parts$1 = cells$1$shadow;
        cells$2$a = $signed(a[(2 * 32'h8)+:(8)]);
        cells$2$w = w;
        cells$2$multiply = multiply;
        cells$2$accumulate = accumulate;
        cells$2$first = first;
        cells$2$copy = copy;
        cells$2$shift = shift;
        cells$2$right = split$parts$2;
        merge$parts$2 = cells$2$shadow;
        cells$3$a = $signed(a[(3 * 32'h8)+:(8)]);
        cells$3$w = w;
        cells$3$multiply = multiply;
        cells$3$accumulate = accumulate;
        cells$3$first = first;
        cells$3$copy = copy;
        cells$3$shift = shift;
        cells$3$right = split$parts$3;
        merge$parts$3 = cells$3$shadow;
        cells$4$a = $signed(a[(4 * 32'h8)+:(8)]);
        cells$4$w = w;
        cells$4$multiply = multiply;
        cells$4$accumulate = accumulate;
        cells$4$first = first;
        cells$4$copy = copy;
        cells$4$shift = shift;
        cells$4$right = split$parts$4;
        merge$parts$4 = cells$4$shadow;
        cells$5$a = $signed(a[(5 * 32'h8)+:(8)]);
        cells$5$w = w;
        cells$5$multiply = multiply;
        cells$5$accumulate = accumulate;
        cells$5$first = first;
        cells$5$copy = copy;
        cells$5$shift = shift;
        cells$5$right = split$parts$5;
        merge$parts$5 = cells$5$shadow;
        cells$6$a = $signed(a[(6 * 32'h8)+:(8)]);
        cells$6$w = w;
        cells$6$multiply = multiply;
        cells$6$accumulate = accumulate;
        cells$6$first = first;
        cells$6$copy = copy;
        cells$6$shift = shift;
        cells$6$right = split$parts$6;
        merge$parts$6 = cells$6$shadow;
        cells$7$a = $signed(a[(7 * 32'h8)+:(8)]);
        cells$7$w = w;
        cells$7$multiply = multiply;
        cells$7$accumulate = accumulate;
        cells$7$first = first;
        cells$7$copy = copy;
        cells$7$shift = shift;
        cells$7$right = split$parts$7;
        merge$parts$7 = cells$7$shadow;
        cells$8$a = $signed(a[(8 * 32'h8)+:(8)]);
        cells$8$w = w;
        cells$8$multiply = multiply;
        cells$8$accumulate = accumulate;
        cells$8$first = first;
        cells$8$copy = copy;
        cells$8$shift = shift;
        cells$8$right = split$parts$8;
        merge$parts$8 = cells$8$shadow;
        cells$9$a = $signed(a[(9 * 32'h8)+:(8)]);
        cells$9$w = w;
        cells$9$multiply = multiply;
        cells$9$accumulate = accumulate;
        cells$9$first = first;
        cells$9$copy = copy;
        cells$9$shift = shift;
        cells$9$right = split$parts$9;
        merge$parts$9 = cells$9$shadow;
        cells$10$a = $signed(a[(10 * 32'h8)+:(8)]);
        cells$10$w = w;
        cells$10$multiply = multiply;
        cells$10$accumulate = accumulate;
        cells$10$first = first;
        cells$10$copy = copy;
        cells$10$shift = shift;
        cells$10$right = split$parts$10;
        merge$parts$10 = cells$10$shadow;
        cells$11$a = $signed(a[(11 * 32'h8)+:(8)]);
        cells$11$w = w;
        cells$11$multiply = multiply;
        cells$11$accumulate = accumulate;
        cells$11$first = first;
        cells$11$copy = copy;
        cells$11$shift = shift;
        cells$11$right = split$parts$11;
        merge$parts$11 = cells$11$shadow;
        cells$12$a = $signed(a[(12 * 32'h8)+:(8)]);
        cells$12$w = w;
        cells$12$multiply = multiply;
        cells$12$accumulate = accumulate;
        cells$12$first = first;
        cells$12$copy = copy;
        cells$12$shift = shift;
        cells$12$right = split$parts$12;
        merge$parts$12 = cells$12$shadow;
        cells$13$a = $signed(a[(13 * 32'h8)+:(8)]);
        cells$13$w = w;
        cells$13$multiply = multiply;
        cells$13$accumulate = accumulate;
        cells$13$first = first;
        cells$13$copy = copy;
        cells$13$shift = shift;
        cells$13$right = split$parts$13;
        merge$parts$13 = cells$13$shadow;
        cells$14$a = $signed(a[(14 * 32'h8)+:(8)]);
        cells$14$w = w;
        cells$14$multiply = multiply;
        cells$14$accumulate = accumulate;
        cells$14$first = first;
        cells$14$copy = copy;
        cells$14$shift = shift;
        cells$14$right = split$parts$14;
        merge$parts$14 = cells$14$shadow;
        cells$15$a = $signed(a[(15 * 32'h8)+:(8)]);
        cells$15$w = w;
        cells$15$multiply = multiply;
        cells$15$accumulate = accumulate;
        cells$15$first = first;
        cells$15$copy = copy;
        cells$15$shift = shift;
        cells$15$right = split$parts$15;
        merge$parts$15 = cells$15$shadow;
        shadow = merge$whole;
    end

endmodule

module mac$array$columns$0$cells$0(clock,reset,a,w,multiply,accumulate,first,copy,shift,right,shadow);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire signed [7:0] a;
    input wire signed [7:0] w;
    input wire  multiply;
    input wire  accumulate;
    input wire  first;
    input wire  copy;
    input wire  shift;
    input wire  [39:0] right;
    output reg  [39:0] shadow;

    // Stub signals
    reg signed [15:0] product$d;
    reg  product$enable;
    wire signed [15:0] product$q;
    reg signed [39:0] total$d;
    reg  total$enable;
    wire signed [39:0] total$q;
    reg  [39:0] finished$d;
    reg  finished$enable;
    wire  [39:0] finished$q;

    // Local signals
    reg signed [15:0] a_wide;
    reg signed [15:0] w_wide;
    reg signed [39:0] term;

    // Sub module instances
    mac$array$columns$0$cells$0$product product(
        .d(product$d),
        .enable(product$enable),
        .q(product$q),
        .clock(clock),
        .reset(reset)
    );
    mac$array$columns$0$cells$0$total total(
        .d(total$d),
        .enable(total$enable),
        .q(total$q),
        .clock(clock),
        .reset(reset)
    );
    mac$array$columns$0$cells$0$finished finished(
        .d(finished$d),
        .enable(finished$enable),
        .q(finished$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        a_wide = $signed(a);
        w_wide = $signed(w);
        product$enable = multiply;
        product$d = a_wide * w_wide;
        term = $signed(product$q);
        total$enable = accumulate;
        total$d = total$q + term;
        if (first) begin
            total$d = term;
        end
        finished$enable = copy | shift;
        finished$d = right;
        if (copy) begin
            finished$d = $unsigned(total$q);
        end
        shadow = finished$q;
    end

endmodule

module mac$array$columns$0$cells$0$finished(d,enable,q,clock,reset);

    // Module arguments
    input wire  [39:0] d;
    input wire  enable;
    output reg  [39:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 40'h0;
       else if (enable) q <= d;
    end
endmodule

module mac$array$columns$0$cells$0$product(d,enable,q,clock,reset);

    // Module arguments
    input wire signed [15:0] d;
    input wire  enable;
    output reg signed [15:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 16'h0;
       else if (enable) q <= d;
    end
endmodule

module mac$array$columns$0$cells$0$total(d,enable,q,clock,reset);

    // Module arguments
    input wire signed [39:0] d;
    input wire  enable;
    output reg signed [39:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 40'h0;
       else if (enable) q <= d;
    end
endmodule

module mac$array$columns$0$merge(parts$0,parts$1,parts$2,parts$3,parts$4,parts$5,parts$6,parts$7,parts$8,parts$9,parts$10,parts$11,parts$12,parts$13,parts$14,parts$15,whole);

    // Module arguments
    input wire  [39:0] parts$0;
    input wire  [39:0] parts$1;
    input wire  [39:0] parts$2;
    input wire  [39:0] parts$3;
    input wire  [39:0] parts$4;
    input wire  [39:0] parts$5;
    input wire  [39:0] parts$6;
    input wire  [39:0] parts$7;
    input wire  [39:0] parts$8;
    input wire  [39:0] parts$9;
    input wire  [39:0] parts$10;
    input wire  [39:0] parts$11;
    input wire  [39:0] parts$12;
    input wire  [39:0] parts$13;
    input wire  [39:0] parts$14;
    input wire  [39:0] parts$15;
    output reg  [639:0] whole;

    // Update code (custom)
    always @(*) whole = {parts$15, parts$14, parts$13, parts$12, parts$11, parts$10, parts$9, parts$8, parts$7, parts$6, parts$5, parts$4, parts$3, parts$2, parts$1, parts$0};
endmodule

module mac$array$columns$0$split(whole,parts$0,parts$1,parts$2,parts$3,parts$4,parts$5,parts$6,parts$7,parts$8,parts$9,parts$10,parts$11,parts$12,parts$13,parts$14,parts$15);

    // Module arguments
    input wire  [639:0] whole;
    output reg  [39:0] parts$0;
    output reg  [39:0] parts$1;
    output reg  [39:0] parts$2;
    output reg  [39:0] parts$3;
    output reg  [39:0] parts$4;
    output reg  [39:0] parts$5;
    output reg  [39:0] parts$6;
    output reg  [39:0] parts$7;
    output reg  [39:0] parts$8;
    output reg  [39:0] parts$9;
    output reg  [39:0] parts$10;
    output reg  [39:0] parts$11;
    output reg  [39:0] parts$12;
    output reg  [39:0] parts$13;
    output reg  [39:0] parts$14;
    output reg  [39:0] parts$15;

    // Update code (custom)
    always @(*) parts$0 = whole[39:0];
    always @(*) parts$1 = whole[79:40];
    always @(*) parts$2 = whole[119:80];
    always @(*) parts$3 = whole[159:120];
    always @(*) parts$4 = whole[199:160];
    always @(*) parts$5 = whole[239:200];
    always @(*) parts$6 = whole[279:240];
    always @(*) parts$7 = whole[319:280];
    always @(*) parts$8 = whole[359:320];
    always @(*) parts$9 = whole[399:360];
    always @(*) parts$10 = whole[439:400];
    always @(*) parts$11 = whole[479:440];
    always @(*) parts$12 = whole[519:480];
    always @(*) parts$13 = whole[559:520];
    always @(*) parts$14 = whole[599:560];
    always @(*) parts$15 = whole[639:600];
endmodule

module mac$array$finished(d,q,clock,reset);

    // Module arguments
    input wire  d;
    output reg  q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 1'h0;
       else q <= d;
    end
endmodule

module mac$array$left(d,q,clock,reset);

    // Module arguments
    input wire  [15:0] d;
    output reg  [15:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 16'h0;
       else q <= d;
    end
endmodule

module mac$counter(clock,reset,events,enable,count);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  [15:0] events;
    input wire  enable;
    output reg  [31:0] count;

    // Stub signals
    reg  [15:0] flags$whole;
    wire  flags$parts$0;
    wire  flags$parts$1;
    wire  flags$parts$2;
    wire  flags$parts$3;
    wire  flags$parts$4;
    wire  flags$parts$5;
    wire  flags$parts$6;
    wire  flags$parts$7;
    wire  flags$parts$8;
    wire  flags$parts$9;
    wire  flags$parts$10;
    wire  flags$parts$11;
    wire  flags$parts$12;
    wire  flags$parts$13;
    wire  flags$parts$14;
    wire  flags$parts$15;
    reg  [7:0] ones$d;
    wire  [7:0] ones$q;
    reg  [31:0] total$d;
    wire  [31:0] total$q;
    reg  over$d;
    wire  over$q;

    // Local signals
    reg  [7:0] partial$0;
    reg  [7:0] partial$1;
    reg  [7:0] partial$2;
    reg  [7:0] partial$3;
    reg  [7:0] partial$4;
    reg  [7:0] partial$5;
    reg  [7:0] partial$6;
    reg  [7:0] partial$7;
    reg  [7:0] partial$8;
    reg  [7:0] partial$9;
    reg  [7:0] partial$10;
    reg  [7:0] partial$11;
    reg  [7:0] partial$12;
    reg  [7:0] partial$13;
    reg  [7:0] partial$14;
    reg  [7:0] partial$15;
    reg  [32:0] sum;

    // Sub module instances
    mac$counter$flags flags(
        .whole(flags$whole),
        .parts$0(flags$parts$0),
        .parts$1(flags$parts$1),
        .parts$2(flags$parts$2),
        .parts$3(flags$parts$3),
        .parts$4(flags$parts$4),
        .parts$5(flags$parts$5),
        .parts$6(flags$parts$6),
        .parts$7(flags$parts$7),
        .parts$8(flags$parts$8),
        .parts$9(flags$parts$9),
        .parts$10(flags$parts$10),
        .parts$11(flags$parts$11),
        .parts$12(flags$parts$12),
        .parts$13(flags$parts$13),
        .parts$14(flags$parts$14),
        .parts$15(flags$parts$15)
    );
    mac$counter$ones ones(
        .d(ones$d),
        .q(ones$q),
        .clock(clock),
        .reset(reset)
    );
    mac$counter$total total(
        .d(total$d),
        .q(total$q),
        .clock(clock),
        .reset(reset)
    );
    mac$array$finished over(
        .d(over$d),
        .q(over$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        ones$d = ones$q;
        total$d = total$q;
        over$d = over$q;
        flags$whole = events;
        partial$0 = 32'h0;
        if (|flags$parts$0) begin
            partial$0 = 32'h1;
        end
        partial$1 = partial$0;
        if (|flags$parts$1) begin
            partial$1 = partial$0 + 32'h1;
        end
        partial$2 = partial$1;
        if (|flags$parts$2) begin
            partial$2 = partial$1 + 32'h1;
        end
        partial$3 = partial$2;
        if (|flags$parts$3) begin
            partial$3 = partial$2 + 32'h1;
        end
        partial$4 = partial$3;
        if (|flags$parts$4) begin
            partial$4 = partial$3 + 32'h1;
        end
        partial$5 = partial$4;
        if (|flags$parts$5) begin
            partial$5 = partial$4 + 32'h1;
        end
        partial$6 = partial$5;
        if (|flags$parts$6) begin
            partial$6 = partial$5 + 32'h1;
        end
        partial$7 = partial$6;
        if (|flags$parts$7) begin
            partial$7 = partial$6 + 32'h1;
        end
        partial$8 = partial$7;
        if (|flags$parts$8) begin
            partial$8 = partial$7 + 32'h1;
        end
        partial$9 = partial$8;
        if (|flags$parts$9) begin
            partial$9 = partial$8 + 32'h1;
        end
        partial$10 = partial$9;
        if (|flags$parts$10) begin
            partial$10 = partial$9 + 32'h1;
        end
        partial$11 = partial$10;
        if (|flags$parts$11) begin
            partial$11 = partial$10 + 32'h1;
        end
        partial$12 = partial$11;
        if (|flags$parts$12) begin
            partial$12 = partial$11 + 32'h1;
        end
        partial$13 = partial$12;
        if (|flags$parts$13) begin
            partial$13 = partial$12 + 32'h1;
        end
        partial$14 = partial$13;
        if (|flags$parts$14) begin
            partial$14 = partial$13 + 32'h1;
        end
        partial$15 = partial$14;
        if (|flags$parts$15) begin
            partial$15 = partial$14 + 32'h1;
        end
        ones$d = 32'h0;
        if (enable) begin
            ones$d = partial$0;
            ones$d = partial$1;
            ones$d = partial$2;
            ones$d = partial$3;
            ones$d = partial$4;
            ones$d = partial$5;
            ones$d = partial$6;
            ones$d = partial$7;
            ones$d = partial$8;
            ones$d = partial$9;
            ones$d = partial$10;
            ones$d = partial$11;
            ones$d = partial$12;
            ones$d = partial$13;
            ones$d = partial$14;
            ones$d = partial$15;
        end
        sum = ((total$q) & 33'h1ffffffff) + ((ones$q) & 33'h1ffffffff);
        total$d = sum[(32'h0)+:(32)];
        if (sum[32'h20]) begin
            over$d = 1'b1;
        end
        count = total$q;
        if (over$q) begin
            count = 64'hffffffff;
        end
    end

endmodule

module mac$counter$flags(whole,parts$0,parts$1,parts$2,parts$3,parts$4,parts$5,parts$6,parts$7,parts$8,parts$9,parts$10,parts$11,parts$12,parts$13,parts$14,parts$15);

    // Module arguments
    input wire  [15:0] whole;
    output reg  parts$0;
    output reg  parts$1;
    output reg  parts$2;
    output reg  parts$3;
    output reg  parts$4;
    output reg  parts$5;
    output reg  parts$6;
    output reg  parts$7;
    output reg  parts$8;
    output reg  parts$9;
    output reg  parts$10;
    output reg  parts$11;
    output reg  parts$12;
    output reg  parts$13;
    output reg  parts$14;
    output reg  parts$15;

    // Update code (custom)
    always @(*) parts$0 = whole[0:0];
    always @(*) parts$1 = whole[1:1];
    always @(*) parts$2 = whole[2:2];
    always @(*) parts$3 = whole[3:3];
    always @(*) parts$4 = whole[4:4];
    always @(*) parts$5 = whole[5:5];
    always @(*) parts$6 = whole[6:6];
    always @(*) parts$7 = whole[7:7];
    always @(*) parts$8 = whole[8:8];
    always @(*) parts$9 = whole[9:9];
    always @(*) parts$10 = whole[10:10];
    always @(*) parts$11 = whole[11:11];
    always @(*) parts$12 = whole[12:12];
    always @(*) parts$13 = whole[13:13];
    always @(*) parts$14 = whole[14:14];
    always @(*) parts$15 = whole[15:15];
endmodule

module mac$counter$ones(d,q,clock,reset);

    // Module arguments
    input wire  [7:0] d;
    output reg  [7:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 8'h0;
       else q <= d;
    end
endmodule

module mac$counter$total(d,q,clock,reset);

    // Module arguments
    input wire  [31:0] d;
    output reg  [31:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 32'h0;
       else q <= d;
    end
endmodule

module mac$cut(parts$0,parts$1,parts$2,parts$3,parts$4,parts$5,parts$6,parts$7,parts$8,parts$9,parts$10,parts$11,parts$12,parts$13,parts$14,parts$15,whole);

    // Module arguments
    input wire  parts$0;
    input wire  parts$1;
    input wire  parts$2;
    input wire  parts$3;
    input wire  parts$4;
    input wire  parts$5;
    input wire  parts$6;
    input wire  parts$7;
    input wire  parts$8;
    input wire  parts$9;
    input wire  parts$10;
    input wire  parts$11;
    input wire  parts$12;
    input wire  parts$13;
    input wire  parts$14;
    input wire  parts$15;
    output reg  [15:0] whole;

    // Update code (custom)
    always @(*) whole = {parts$15, parts$14, parts$13, parts$12, parts$11, parts$10, parts$9, parts$8, parts$7, parts$6, parts$5, parts$4, parts$3, parts$2, parts$1, parts$0};
endmodule

module mac$lanes$0(clock,reset,load,x,y,cut);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  load;
    input wire  [39:0] x;
    output reg  [31:0] y;
    output reg  cut;

    // Constant declarations
    localparam signed [39:0] low = 40'hff80000000;
    localparam signed [39:0] high = 40'h7fffffff;

    // Stub signals
    reg  [31:0] value$d;
    wire  [31:0] value$q;
    reg  flag$d;
    wire  flag$q;

    // Local signals
    reg signed [39:0] sum;
    reg signed [31:0] narrow;
    reg  outside;

    // Sub module instances
    mac$counter$total value(
        .d(value$d),
        .q(value$q),
        .clock(clock),
        .reset(reset)
    );
    mac$array$finished flag(
        .d(flag$d),
        .q(flag$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        value$d = value$q;
        flag$d = flag$q;
        sum = $signed(x);
        narrow = $signed(sum);
        outside = 32'h0;
        if (sum < low) begin
            narrow = $signed(low);
            outside = 32'h1;
        end
        if (sum > high) begin
            narrow = $signed(high);
            outside = 32'h1;
        end
        if (load) begin
            value$d = $unsigned(narrow);
            flag$d = outside;
        end
        y = value$q;
        cut = flag$q;
    end

endmodule

module mac$merge(parts$0,parts$1,parts$2,parts$3,parts$4,parts$5,parts$6,parts$7,parts$8,parts$9,parts$10,parts$11,parts$12,parts$13,parts$14,parts$15,whole);

    // Module arguments
    input wire  [31:0] parts$0;
    input wire  [31:0] parts$1;
    input wire  [31:0] parts$2;
    input wire  [31:0] parts$3;
    input wire  [31:0] parts$4;
    input wire  [31:0] parts$5;
    input wire  [31:0] parts$6;
    input wire  [31:0] parts$7;
    input wire  [31:0] parts$8;
    input wire  [31:0] parts$9;
    input wire  [31:0] parts$10;
    input wire  [31:0] parts$11;
    input wire  [31:0] parts$12;
    input wire  [31:0] parts$13;
    input wire  [31:0] parts$14;
    input wire  [31:0] parts$15;
    output reg  [511:0] whole;

    // Update code (custom)
    always @(*) whole = {parts$15, parts$14, parts$13, parts$12, parts$11, parts$10, parts$9, parts$8, parts$7, parts$6, parts$5, parts$4, parts$3, parts$2, parts$1, parts$0};
endmodule

module mac$stage(clock,reset,s_valid,s_ready,s_last,m_valid,m_ready,m_last,load);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  s_valid;
    output reg  s_ready;
    input wire  s_last;
    output reg  m_valid;
    input wire  m_ready;
    output reg  m_last;
    output reg  load;

    // Stub signals
    reg  valid$d;
    wire  valid$q;
    reg  last$d;
    wire  last$q;

    // Local signals
    reg  open;
    reg  take;

    // Sub module instances
    mac$array$finished valid(
        .d(valid$d),
        .q(valid$q),
        .clock(clock),
        .reset(reset)
    );
    mac$array$finished last(
        .d(last$d),
        .q(last$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        valid$d = valid$q;
        last$d = last$q;
        open = ~valid$q | m_ready;
        take = open & s_valid;
        if (open) begin
            valid$d = s_valid;
        end
        if (take) begin
            last$d = s_last;
        end
        s_ready = open;
        load = take;
        m_valid = valid$q;
        m_last = last$q;
    end

endmodule
