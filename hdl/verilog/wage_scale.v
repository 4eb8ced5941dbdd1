// wage_scale: generated from the Rust-HDL module of this name; do not edit.
// Regenerate: signum generate

module wage_scale(clock,reset,s_valid,s_ready,s_data,s_last,m_valid,m_ready,m_exponent,m_null,m_last);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  s_valid;
    output reg  s_ready;
    input wire  [511:0] s_data;
    input wire  s_last;
    output reg  m_valid;
    input wire  m_ready;
    output reg  [4:0] m_exponent;
    output reg  m_null;
    output reg  m_last;

    // Stub signals
    reg  stage_1$s_valid;
    wire  stage_1$s_ready;
    reg  stage_1$s_last;
    wire  stage_1$m_valid;
    reg  stage_1$m_ready;
    wire  stage_1$m_last;
    wire  stage_1$load;
    reg  stage_2$s_valid;
    wire  stage_2$s_ready;
    reg  stage_2$s_last;
    wire  stage_2$m_valid;
    reg  stage_2$m_ready;
    wire  stage_2$m_last;
    wire  stage_2$load;
    reg  stage_3$s_valid;
    wire  stage_3$s_ready;
    reg  stage_3$s_last;
    wire  stage_3$m_valid;
    reg  stage_3$m_ready;
    wire  stage_3$m_last;
    wire  stage_3$load;
    reg  stage_4$s_valid;
    wire  stage_4$s_ready;
    reg  stage_4$s_last;
    wire  stage_4$m_valid;
    reg  stage_4$m_ready;
    wire  stage_4$m_last;
    wire  stage_4$load;
    reg  stage_5$s_valid;
    wire  stage_5$s_ready;
    reg  stage_5$s_last;
    wire  stage_5$m_valid;
    reg  stage_5$m_ready;
    wire  stage_5$m_last;
    wire  stage_5$load;
    reg  stage_6$s_valid;
    wire  stage_6$s_ready;
    reg  stage_6$s_last;
    wire  stage_6$m_valid;
    reg  stage_6$m_ready;
    wire  stage_6$m_last;
    wire  stage_6$load;
    reg  [511:0] words$whole;
    wire  [31:0] words$parts$0;
    wire  [31:0] words$parts$1;
    wire  [31:0] words$parts$2;
    wire  [31:0] words$parts$3;
    wire  [31:0] words$parts$4;
    wire  [31:0] words$parts$5;
    wire  [31:0] words$parts$6;
    wire  [31:0] words$parts$7;
    wire  [31:0] words$parts$8;
    wire  [31:0] words$parts$9;
    wire  [31:0] words$parts$10;
    wire  [31:0] words$parts$11;
    wire  [31:0] words$parts$12;
    wire  [31:0] words$parts$13;
    wire  [31:0] words$parts$14;
    wire  [31:0] words$parts$15;
    reg  magnitudes$0$load;
    reg  [31:0] magnitudes$0$x;
    wire  [31:0] magnitudes$0$y;
    wire  magnitudes$0$negative;
    reg  magnitudes$1$load;
    reg  [31:0] magnitudes$1$x;
    wire  [31:0] magnitudes$1$y;
    wire  magnitudes$1$negative;
    reg  magnitudes$2$load;
    reg  [31:0] magnitudes$2$x;
    wire  [31:0] magnitudes$2$y;
    wire  magnitudes$2$negative;
    reg  magnitudes$3$load;
    reg  [31:0] magnitudes$3$x;
    wire  [31:0] magnitudes$3$y;
    wire  magnitudes$3$negative;
    reg  magnitudes$4$load;
    reg  [31:0] magnitudes$4$x;
    wire  [31:0] magnitudes$4$y;
    wire  magnitudes$4$negative;
    reg  magnitudes$5$load;
    reg  [31:0] magnitudes$5$x;
    wire  [31:0] magnitudes$5$y;
    wire  magnitudes$5$negative;
    reg  magnitudes$6$load;
    reg  [31:0] magnitudes$6$x;
    wire  [31:0] magnitudes$6$y;
    wire  magnitudes$6$negative;
    reg  magnitudes$7$load;
    reg  [31:0] magnitudes$7$x;
    wire  [31:0] magnitudes$7$y;
    wire  magnitudes$7$negative;
    reg  magnitudes$8$load;
    reg  [31:0] magnitudes$8$x;
    wire  [31:0] magnitudes$8$y;
    wire  magnitudes$8$negative;
    reg  magnitudes$9$load;
    reg  [31:0] magnitudes$9$x;
    wire  [31:0] magnitudes$9$y;
    wire  magnitudes$9$negative;
    reg  magnitudes$10$load;
    reg  [31:0] magnitudes$10$x;
    wire  [31:0] magnitudes$10$y;
    wire  magnitudes$10$negative;
    reg  magnitudes$11$load;
    reg  [31:0] magnitudes$11$x;
    wire  [31:0] magnitudes$11$y;
    wire  magnitudes$11$negative;
    reg  magnitudes$12$load;
    reg  [31:0] magnitudes$12$x;
    wire  [31:0] magnitudes$12$y;
    wire  magnitudes$12$negative;
    reg  magnitudes$13$load;
    reg  [31:0] magnitudes$13$x;
    wire  [31:0] magnitudes$13$y;
    wire  magnitudes$13$negative;
    reg  magnitudes$14$load;
    reg  [31:0] magnitudes$14$x;
    wire  [31:0] magnitudes$14$y;
    wire  magnitudes$14$negative;
    reg  magnitudes$15$load;
    reg  [31:0] magnitudes$15$x;
    wire  [31:0] magnitudes$15$y;
    wire  magnitudes$15$negative;
    reg  [31:0] sizes$parts$0;
    reg  [31:0] sizes$parts$1;
    reg  [31:0] sizes$parts$2;
    reg  [31:0] sizes$parts$3;
    reg  [31:0] sizes$parts$4;
    reg  [31:0] sizes$parts$5;
    reg  [31:0] sizes$parts$6;
    reg  [31:0] sizes$parts$7;
    reg  [31:0] sizes$parts$8;
    reg  [31:0] sizes$parts$9;
    reg  [31:0] sizes$parts$10;
    reg  [31:0] sizes$parts$11;
    reg  [31:0] sizes$parts$12;
    reg  [31:0] sizes$parts$13;
    reg  [31:0] sizes$parts$14;
    reg  [31:0] sizes$parts$15;
    wire  [511:0] sizes$whole;
    reg  quads$0$load;
    reg  [127:0] quads$0$x;
    wire  [31:0] quads$0$y;
    reg  quads$1$load;
    reg  [127:0] quads$1$x;
    wire  [31:0] quads$1$y;
    reg  quads$2$load;
    reg  [127:0] quads$2$x;
    wire  [31:0] quads$2$y;
    reg  quads$3$load;
    reg  [127:0] quads$3$x;
    wire  [31:0] quads$3$y;
    reg  [31:0] ends$parts$0;
    reg  [31:0] ends$parts$1;
    reg  [31:0] ends$parts$2;
    reg  [31:0] ends$parts$3;
    wire  [127:0] ends$whole;
    reg  beat$load;
    reg  [127:0] beat$x;
    wire  [31:0] beat$y;
    reg  [31:0] running$d;
    wire  [31:0] running$q;
    reg  [31:0] total$d;
    wire  [31:0] total$q;
    reg  exponent$load_1;
    reg  exponent$load_2;
    reg  [31:0] exponent$m;
    wire  [4:0] exponent$p;
    wire  exponent$is_null;

    // Local signals
    reg  [31:0] largest;

    // Sub module instances
    wage_scale$stage_1 stage_1(
        .clock(clock),
        .reset(reset),
        .s_valid(stage_1$s_valid),
        .s_ready(stage_1$s_ready),
        .s_last(stage_1$s_last),
        .m_valid(stage_1$m_valid),
        .m_ready(stage_1$m_ready),
        .m_last(stage_1$m_last),
        .load(stage_1$load)
    );
    wage_scale$stage_1 stage_2(
        .clock(clock),
        .reset(reset),
        .s_valid(stage_2$s_valid),
        .s_ready(stage_2$s_ready),
        .s_last(stage_2$s_last),
        .m_valid(stage_2$m_valid),
        .m_ready(stage_2$m_ready),
        .m_last(stage_2$m_last),
        .load(stage_2$load)
    );
    wage_scale$stage_1 stage_3(
        .clock(clock),
        .reset(reset),
        .s_valid(stage_3$s_valid),
        .s_ready(stage_3$s_ready),
        .s_last(stage_3$s_last),
        .m_valid(stage_3$m_valid),
        .m_ready(stage_3$m_ready),
        .m_last(stage_3$m_last),
        .load(stage_3$load)
    );
    wage_scale$stage_1 stage_4(
        .clock(clock),
        .reset(reset),
        .s_valid(stage_4$s_valid),
        .s_ready(stage_4$s_ready),
        .s_last(stage_4$s_last),
        .m_valid(stage_4$m_valid),
        .m_ready(stage_4$m_ready),
        .m_last(stage_4$m_last),
        .load(stage_4$load)
    );
    wage_scale$stage_1 stage_5(
        .clock(clock),
        .reset(reset),
        .s_valid(stage_5$s_valid),
        .s_ready(stage_5$s_ready),
        .s_last(stage_5$s_last),
        .m_valid(stage_5$m_valid),
        .m_ready(stage_5$m_ready),
        .m_last(stage_5$m_last),
        .load(stage_5$load)
    );
    wage_scale$stage_1 stage_6(
        .clock(clock),
        .reset(reset),
        .s_valid(stage_6$s_valid),
        .s_ready(stage_6$s_ready),
        .s_last(stage_6$s_last),
        .m_valid(stage_6$m_valid),
        .m_ready(stage_6$m_ready),
        .m_last(stage_6$m_last),
        .load(stage_6$load)
    );
    wage_scale$words words(
        .whole(words$whole),
        .parts$0(words$parts$0),
        .parts$1(words$parts$1),
        .parts$2(words$parts$2),
        .parts$3(words$parts$3),
        .parts$4(words$parts$4),
        .parts$5(words$parts$5),
        .parts$6(words$parts$6),
        .parts$7(words$parts$7),
        .parts$8(words$parts$8),
        .parts$9(words$parts$9),
        .parts$10(words$parts$10),
        .parts$11(words$parts$11),
        .parts$12(words$parts$12),
        .parts$13(words$parts$13),
        .parts$14(words$parts$14),
        .parts$15(words$parts$15)
    );
    wage_scale$magnitudes$0 magnitudes$0(
        .clock(clock),
        .reset(reset),
        .load(magnitudes$0$load),
        .x(magnitudes$0$x),
        .y(magnitudes$0$y),
        .negative(magnitudes$0$negative)
    );
    wage_scale$magnitudes$0 magnitudes$1(
        .clock(clock),
        .reset(reset),
        .load(magnitudes$1$load),
        .x(magnitudes$1$x),
        .y(magnitudes$1$y),
        .negative(magnitudes$1$negative)
    );
    wage_scale$magnitudes$0 magnitudes$2(
        .clock(clock),
        .reset(reset),
        .load(magnitudes$2$load),
        .x(magnitudes$2$x),
        .y(magnitudes$2$y),
        .negative(magnitudes$2$negative)
    );
    wage_scale$magnitudes$0 magnitudes$3(
        .clock(clock),
        .reset(reset),
        .load(magnitudes$3$load),
        .x(magnitudes$3$x),
        .y(magnitudes$3$y),
        .negative(magnitudes$3$negative)
    );
    wage_scale$magnitudes$0 magnitudes$4(
        .clock(clock),
        .reset(reset),
        .load(magnitudes$4$load),
        .x(magnitudes$4$x),
        .y(magnitudes$4$y),
        .negative(magnitudes$4$negative)
    );
    wage_scale$magnitudes$0 magnitudes$5(
        .clock(clock),
        .reset(reset),
        .load(magnitudes$5$load),
        .x(magnitudes$5$x),
        .y(magnitudes$5$y),
        .negative(magnitudes$5$negative)
    );
    wage_scale$magnitudes$0 magnitudes$6(
        .clock(clock),
        .reset(reset),
        .load(magnitudes$6$load),
        .x(magnitudes$6$x),
        .y(magnitudes$6$y),
        .negative(magnitudes$6$negative)
    );
    wage_scale$magnitudes$0 magnitudes$7(
        .clock(clock),
        .reset(reset),
        .load(magnitudes$7$load),
        .x(magnitudes$7$x),
        .y(magnitudes$7$y),
        .negative(magnitudes$7$negative)
    );
    wage_scale$magnitudes$0 magnitudes$8(
        .clock(clock),
        .reset(reset),
        .load(magnitudes$8$load),
        .x(magnitudes$8$x),
        .y(magnitudes$8$y),
        .negative(magnitudes$8$negative)
    );
    wage_scale$magnitudes$0 magnitudes$9(
        .clock(clock),
        .reset(reset),
        .load(magnitudes$9$load),
        .x(magnitudes$9$x),
        .y(magnitudes$9$y),
        .negative(magnitudes$9$negative)
    );
    wage_scale$magnitudes$0 magnitudes$10(
        .clock(clock),
        .reset(reset),
        .load(magnitudes$10$load),
        .x(magnitudes$10$x),
        .y(magnitudes$10$y),
        .negative(magnitudes$10$negative)
    );
    wage_scale$magnitudes$0 magnitudes$11(
        .clock(clock),
        .reset(reset),
        .load(magnitudes$11$load),
        .x(magnitudes$11$x),
        .y(magnitudes$11$y),
        .negative(magnitudes$11$negative)
    );
    wage_scale$magnitudes$0 magnitudes$12(
        .clock(clock),
        .reset(reset),
        .load(magnitudes$12$load),
        .x(magnitudes$12$x),
        .y(magnitudes$12$y),
        .negative(magnitudes$12$negative)
    );
    wage_scale$magnitudes$0 magnitudes$13(
        .clock(clock),
        .reset(reset),
        .load(magnitudes$13$load),
        .x(magnitudes$13$x),
        .y(magnitudes$13$y),
        .negative(magnitudes$13$negative)
    );
    wage_scale$magnitudes$0 magnitudes$14(
        .clock(clock),
        .reset(reset),
        .load(magnitudes$14$load),
        .x(magnitudes$14$x),
        .y(magnitudes$14$y),
        .negative(magnitudes$14$negative)
    );
    wage_scale$magnitudes$0 magnitudes$15(
        .clock(clock),
        .reset(reset),
        .load(magnitudes$15$load),
        .x(magnitudes$15$x),
        .y(magnitudes$15$y),
        .negative(magnitudes$15$negative)
    );
    wage_scale$sizes sizes(
        .parts$0(sizes$parts$0),
        .parts$1(sizes$parts$1),
        .parts$2(sizes$parts$2),
        .parts$3(sizes$parts$3),
        .parts$4(sizes$parts$4),
        .parts$5(sizes$parts$5),
        .parts$6(sizes$parts$6),
        .parts$7(sizes$parts$7),
        .parts$8(sizes$parts$8),
        .parts$9(sizes$parts$9),
        .parts$10(sizes$parts$10),
        .parts$11(sizes$parts$11),
        .parts$12(sizes$parts$12),
        .parts$13(sizes$parts$13),
        .parts$14(sizes$parts$14),
        .parts$15(sizes$parts$15),
        .whole(sizes$whole)
    );
    wage_scale$beat quads$0(
        .clock(clock),
        .reset(reset),
        .load(quads$0$load),
        .x(quads$0$x),
        .y(quads$0$y)
    );
    wage_scale$beat quads$1(
        .clock(clock),
        .reset(reset),
        .load(quads$1$load),
        .x(quads$1$x),
        .y(quads$1$y)
    );
    wage_scale$beat quads$2(
        .clock(clock),
        .reset(reset),
        .load(quads$2$load),
        .x(quads$2$x),
        .y(quads$2$y)
    );
    wage_scale$beat quads$3(
        .clock(clock),
        .reset(reset),
        .load(quads$3$load),
        .x(quads$3$x),
        .y(quads$3$y)
    );
    wage_scale$ends ends(
        .parts$0(ends$parts$0),
        .parts$1(ends$parts$1),
        .parts$2(ends$parts$2),
        .parts$3(ends$parts$3),
        .whole(ends$whole)
    );
    wage_scale$beat beat(
        .clock(clock),
        .reset(reset),
        .load(beat$load),
        .x(beat$x),
        .y(beat$y)
    );
    wage_scale$beat$value running(
        .d(running$d),
        .q(running$q),
        .clock(clock),
        .reset(reset)
    );
    wage_scale$beat$value total(
        .d(total$d),
        .q(total$q),
        .clock(clock),
        .reset(reset)
    );
    wage_scale$exponent exponent(
        .clock(clock),
        .reset(reset),
        .load_1(exponent$load_1),
        .load_2(exponent$load_2),
        .m(exponent$m),
        .p(exponent$p),
        .is_null(exponent$is_null)
    );

    // Update code
    always @(*) begin
        running$d = running$q;
        total$d = total$q;
        stage_1$s_valid = s_valid;
        stage_1$s_last = s_last;
        stage_1$m_ready = stage_2$s_ready;
        stage_2$s_valid = stage_1$m_valid;
        stage_2$s_last = stage_1$m_last;
        stage_2$m_ready = stage_3$s_ready;
        stage_3$s_valid = stage_2$m_valid;
        stage_3$s_last = stage_2$m_last;
        stage_3$m_ready = stage_4$s_ready | ~stage_3$m_last;
        stage_4$s_valid = stage_3$m_valid & stage_3$m_last;
        stage_4$s_last = 1'b1;
        stage_4$m_ready = stage_5$s_ready;
        stage_5$s_valid = stage_4$m_valid;
        stage_5$s_last = stage_4$m_last;
        stage_5$m_ready = stage_6$s_ready;
        stage_6$s_valid = stage_5$m_valid;
        stage_6$s_last = stage_5$m_last;
        stage_6$m_ready = m_ready;
        s_ready = stage_1$s_ready;
        m_valid = stage_6$m_valid;
        m_last = stage_6$m_last;
        words$whole = s_data;
        magnitudes$0$load = stage_1$load;
        magnitudes$0$x = words$parts$0;
        sizes$parts$0 = magnitudes$0$y;
        magnitudes$1$load = stage_1$load;
        magnitudes$1$x = words$parts$1;
        sizes$parts$1 = magnitudes$1$y;
        magnitudes$2$load = stage_1$load;
        magnitudes$2$x = words$parts$2;
        sizes$parts$2 = magnitudes$2$y;
        magnitudes$3$load = stage_1$load;
        magnitudes$3$x = words$parts$3;
        sizes$parts$3 = magnitudes$3$y;
        magnitudes$4$load = stage_1$load;
        magnitudes$4$x = words$parts$4;
        sizes$parts$4 = magnitudes$4$y;
        magnitudes$5$load = stage_1$load;
        magnitudes$5$x = words$parts$5;
        sizes$parts$5 = magnitudes$5$y;
        magnitudes$6$load = stage_1$load;
        magnitudes$6$x = words$parts$6;
        sizes$parts$6 = magnitudes$6$y;
        magnitudes$7$load = stage_1$load;
        magnitudes$7$x = words$parts$7;
        sizes$parts$7 = magnitudes$7$y;
        magnitudes$8$load = stage_1$load;
        magnitudes$8$x = words$parts$8;
        sizes$parts$8 = magnitudes$8$y;
        magnitudes$9$load = stage_1$load;
        magnitudes$9$x = words$parts$9;
        sizes$parts$9 = magnitudes$9$y;
        magnitudes$10$load = stage_1$load;
        magnitudes$10$x = words$parts$10;
        sizes$parts$10 = magnitudes$10$y;
        magnitudes$11$load = stage_1$load;
        magnitudes$11$x = words$parts$11;
        sizes$parts$11 = magnitudes$11$y;
        magnitudes$12$load = stage_1$load;
        magnitudes$12$x = words$parts$12;
        sizes$parts$12 = magnitudes$12$y;
        magnitudes$13$load = stage_1$load;
        magnitudes$13$x = words$parts$13;
        sizes$parts$13 = magnitudes$13$y;
        magnitudes$14$load = stage_1$load;
        magnitudes$14$x = words$parts$14;
        sizes$parts$14 = magnitudes$14$y;
        magnitudes$15$load = stage_1$load;
        magnitudes$15$x = words$parts$15;
        sizes$parts$15 = magnitudes$15$y;
        beat$load = stage_3$load;
        ends$parts$0 = 32'h0;
        ends$parts$1 = 32'h0;
        ends$parts$2 = 32'h0;
        ends$parts$3 = 32'h0;
        quads$0$load = stage_2$load;
        quads$0$x = sizes$whole[(0 * 32'h80)+:(128)];
        ends$parts$0 = quads$0$y;
        quads$1$load = stage_2$load;
        quads$1$x = sizes$whole[(1 * 32'h80)+:(128)];
        ends$parts$1 = quads$1$y;
        quads$2$load = stage_2$load;
        quads$2$x = sizes$whole[(2 * 32'h80)+:(128)];
        ends$parts$2 = quads$2$y;
        quads$3$load = stage_2$load;
        quads$3$x = sizes$whole[(3 * 32'h80)+:(128)];
        ends$parts$3 = quads$3$y;
        beat$x = ends$whole;
        largest = running$q;
        if (beat$y > running$q) begin
            largest = beat$y;
        end
        if (stage_3$m_valid & stage_3$m_ready) begin
            running$d = largest;
            if (stage_3$m_last) begin
                running$d = 32'h0;
            end
        end
        if (stage_4$load) begin
            total$d = largest;
        end
        exponent$load_1 = stage_5$load;
        exponent$load_2 = stage_6$load;
        exponent$m = total$q;
        m_exponent = exponent$p;
        m_null = exponent$is_null;
    end

endmodule

module wage_scale$beat(clock,reset,load,x,y);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  load;
    input wire  [127:0] x;
    output reg  [31:0] y;

    // Stub signals
    reg  [31:0] value$d;
    wire  [31:0] value$q;

    // Local signals
    reg  [31:0] x_0;
    reg  [31:0] x_1;
    reg  [31:0] x_2;
    reg  [31:0] x_3;
    reg  [31:0] low;
    reg  [31:0] high;

    // Sub module instances
    wage_scale$beat$value value(
        .d(value$d),
        .q(value$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        value$d = value$q;
        x_0 = x[(32'h0)+:(32)];
        x_1 = x[(32'h20)+:(32)];
        x_2 = x[(32'h40)+:(32)];
        x_3 = x[(32'h60)+:(32)];
        low = x_0;
        if (x_1 > x_0) begin
            low = x_1;
        end
        high = x_2;
        if (x_3 > x_2) begin
            high = x_3;
        end
        if (load) begin
            value$d = low;
            if (high > low) begin
                value$d = high;
            end
        end
        y = value$q;
    end

endmodule

module wage_scale$beat$value(d,q,clock,reset);

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

module wage_scale$ends(parts$0,parts$1,parts$2,parts$3,whole);

    // Module arguments
    input wire  [31:0] parts$0;
    input wire  [31:0] parts$1;
    input wire  [31:0] parts$2;
    input wire  [31:0] parts$3;
    output reg  [127:0] whole;

    // Update code (custom)
    always @(*) whole = {parts$3, parts$2, parts$1, parts$0};
endmodule

module wage_scale$exponent(clock,reset,load_1,load_2,m,p,is_null);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  load_1;
    input wire  load_2;
    input wire  [31:0] m;
    output reg  [4:0] p;
    output reg  is_null;

    // Stub signals
    reg  [31:0] partial$d;
    wire  [31:0] partial$q;
    reg  [4:0] high_bits$d;
    wire  [4:0] high_bits$q;
    reg  [4:0] result$d;
    wire  [4:0] result$q;
    reg  empty$d;
    wire  empty$q;

    // Local signals
    reg  [31:0] by_16;
    reg  [31:0] by_8;
    reg  [31:0] by_4;
    reg  [31:0] by_2;
    reg  [31:0] normal;
    reg  bit_4;
    reg  bit_3;
    reg  bit_2;
    reg  bit_1;
    reg  bit_0;
    reg  [4:0] floor;

    // Sub module instances
    wage_scale$beat$value partial(
        .d(partial$d),
        .q(partial$q),
        .clock(clock),
        .reset(reset)
    );
    wage_scale$exponent$high_bits high_bits(
        .d(high_bits$d),
        .q(high_bits$q),
        .clock(clock),
        .reset(reset)
    );
    wage_scale$exponent$high_bits result(
        .d(result$d),
        .q(result$q),
        .clock(clock),
        .reset(reset)
    );
    wage_scale$exponent$empty empty(
        .d(empty$d),
        .q(empty$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        partial$d = partial$q;
        high_bits$d = high_bits$q;
        result$d = result$q;
        empty$d = empty$q;
        bit_4 = 32'h1;
        by_16 = m;
        if (~|m[(32'h10)+:(16)]) begin
            bit_4 = 32'h0;
            by_16 = m << 32'h10;
        end
        bit_3 = 32'h1;
        by_8 = by_16;
        if (~|by_16[(32'h18)+:(8)]) begin
            bit_3 = 32'h0;
            by_8 = by_16 << 32'h8;
        end
        bit_2 = 32'h1;
        by_4 = by_8;
        if (~|by_8[(32'h1c)+:(4)]) begin
            bit_2 = 32'h0;
            by_4 = by_8 << 32'h4;
        end
        if (load_1) begin
            partial$d = by_4;
            high_bits$d = (((bit_4) & 5'h1f) << 32'h4) | (((bit_3) & 5'h1f) << 32'h3) | (((bit_2) & 5'h1f) << 32'h2);
        end
        bit_1 = 32'h1;
        by_2 = partial$q;
        if (~|partial$q[(32'h1e)+:(2)]) begin
            bit_1 = 32'h0;
            by_2 = partial$q << 32'h2;
        end
        bit_0 = 32'h1;
        normal = by_2;
        if (~by_2[32'h1f]) begin
            bit_0 = 32'h0;
            normal = by_2 << 32'h1;
        end
        floor = high_bits$q | (((bit_1) & 5'h1f) << 32'h1) | ((bit_0) & 5'h1f);
        if (load_2) begin
            empty$d = ~|partial$q;
            result$d = floor;
            if (normal >= 64'hb504f334) begin
                result$d = floor + 32'h1;
            end
        end
        p = result$q;
        is_null = empty$q;
    end

endmodule

module wage_scale$exponent$empty(d,q,clock,reset);

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

module wage_scale$exponent$high_bits(d,q,clock,reset);

    // Module arguments
    input wire  [4:0] d;
    output reg  [4:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 5'h0;
       else q <= d;
    end
endmodule

module wage_scale$magnitudes$0(clock,reset,load,x,y,negative);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  load;
    input wire  [31:0] x;
    output reg  [31:0] y;
    output reg  negative;

    // Stub signals
    reg  [31:0] value$d;
    wire  [31:0] value$q;
    reg  sign$d;
    wire  sign$q;

    // Local signals
    reg signed [31:0] number;
    reg signed [31:0] negated;

    // Sub module instances
    wage_scale$beat$value value(
        .d(value$d),
        .q(value$q),
        .clock(clock),
        .reset(reset)
    );
    wage_scale$exponent$empty sign(
        .d(sign$d),
        .q(sign$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        value$d = value$q;
        sign$d = sign$q;
        number = $signed(x);
        negated = -number;
        if (load) begin
            sign$d = x[32'h1f];
            value$d = x;
            if (x[32'h1f]) begin
                value$d = $unsigned(negated);
            end
        end
        y = value$q;
        negative = sign$q;
    end

endmodule

module wage_scale$sizes(parts$0,parts$1,parts$2,parts$3,parts$4,parts$5,parts$6,parts$7,parts$8,parts$9,parts$10,parts$11,parts$12,parts$13,parts$14,parts$15,whole);

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

module wage_scale$stage_1(clock,reset,s_valid,s_ready,s_last,m_valid,m_ready,m_last,load);

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
    wage_scale$exponent$empty valid(
        .d(valid$d),
        .q(valid$q),
        .clock(clock),
        .reset(reset)
    );
    wage_scale$exponent$empty last(
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

module wage_scale$words(whole,parts$0,parts$1,parts$2,parts$3,parts$4,parts$5,parts$6,parts$7,parts$8,parts$9,parts$10,parts$11,parts$12,parts$13,parts$14,parts$15);

    // Module arguments
    input wire  [511:0] whole;
    output reg  [31:0] parts$0;
    output reg  [31:0] parts$1;
    output reg  [31:0] parts$2;
    output reg  [31:0] parts$3;
    output reg  [31:0] parts$4;
    output reg  [31:0] parts$5;
    output reg  [31:0] parts$6;
    output reg  [31:0] parts$7;
    output reg  [31:0] parts$8;
    output reg  [31:0] parts$9;
    output reg  [31:0] parts$10;
    output reg  [31:0] parts$11;
    output reg  [31:0] parts$12;
    output reg  [31:0] parts$13;
    output reg  [31:0] parts$14;
    output reg  [31:0] parts$15;

    // Update code (custom)
    always @(*) parts$0 = whole[31:0];
    always @(*) parts$1 = whole[63:32];
    always @(*) parts$2 = whole[95:64];
    always @(*) parts$3 = whole[127:96];
    always @(*) parts$4 = whole[159:128];
    always @(*) parts$5 = whole[191:160];
    always @(*) parts$6 = whole[223:192];
    always @(*) parts$7 = whole[255:224];
    always @(*) parts$8 = whole[287:256];
    always @(*) parts$9 = whole[319:288];
    always @(*) parts$10 = whole[351:320];
    always @(*) parts$11 = whole[383:352];
    always @(*) parts$12 = whole[415:384];
    always @(*) parts$13 = whole[447:416];
    always @(*) parts$14 = whole[479:448];
    always @(*) parts$15 = whole[511:480];
endmodule
