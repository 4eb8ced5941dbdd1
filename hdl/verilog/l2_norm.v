// l2_norm: generated from the Rust-HDL module of this name; do not edit.
// Regenerate: signum generate

module l2_norm(clock,reset,s_valid,s_ready,s_data,s_last,s_gamma,s_beta,m_valid,m_ready,m_data,m_last,mu,scale,saturations,dropped);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  s_valid;
    output reg  s_ready;
    input wire signed [15:0] s_data;
    input wire  s_last;
    input wire signed [11:0] s_gamma;
    input wire signed [13:0] s_beta;
    output reg  m_valid;
    input wire  m_ready;
    output reg signed [23:0] m_data;
    output reg  m_last;
    output reg signed [31:0] mu;
    output reg  [30:0] scale;
    output reg  [31:0] saturations;
    output reg  [31:0] dropped;

    // Stub signals
    reg  front$s_valid;
    wire  front$s_ready;
    reg signed [15:0] front$s_data;
    reg  front$s_last;
    reg  [25:0] front$s_tag;
    reg  front$released;
    reg  [10:0] front$again_address;
    wire signed [15:0] front$again;
    wire  front$accepted;
    wire  front$read_enable;
    wire  [10:0] front$read_address;
    wire  front$store;
    wire  [10:0] front$address;
    wire signed [15:0] front$sample;
    wire  front$sample_valid;
    wire  front$sample_last;
    wire signed [31:0] front$sample_mu;
    wire signed [24:0] front$sample_mu8;
    reg  front$complete;
    wire  front$start;
    reg  front$done;
    wire  front$held;
    wire  front$full;
    reg  front$taken;
    wire signed [31:0] front$mu;
    wire  [10:0] front$residue;
    wire  [10:0] front$samples;
    wire  [25:0] front$tag;
    wire  [31:0] front$dropped;
    reg signed [15:0] deviation$sample;
    reg  deviation$sample_valid;
    reg  deviation$sample_last;
    reg signed [24:0] deviation$mu8;
    reg  deviation$taken;
    wire  [31:0] deviation$low;
    wire  [31:0] deviation$high;
    wire  deviation$complete;
    reg  scale_of$start;
    reg  [31:0] scale_of$low;
    reg  [31:0] scale_of$high;
    reg  [10:0] scale_of$samples;
    wire  scale_of$done;
    wire  [30:0] scale_of$root;
    wire  scale_of$up;
    wire  back$released;
    wire  [10:0] back$again_address;
    reg signed [15:0] back$again;
    reg  back$full;
    wire  back$taken;
    reg  [30:0] back$root;
    reg  back$up;
    reg signed [31:0] back$s_mu;
    reg  [10:0] back$samples;
    reg  [25:0] back$tag;
    wire  back$m_valid;
    reg  back$m_ready;
    wire signed [23:0] back$m_data;
    wire  back$m_last;
    wire signed [31:0] back$mu;
    wire  [30:0] back$scale;
    wire  [31:0] back$saturations;

    // Local signals
    reg  [11:0] gamma_bits;
    reg  [13:0] beta_bits;

    // Sub module instances
    l2_norm$front front(
        .clock(clock),
        .reset(reset),
        .s_valid(front$s_valid),
        .s_ready(front$s_ready),
        .s_data(front$s_data),
        .s_last(front$s_last),
        .s_tag(front$s_tag),
        .released(front$released),
        .again_address(front$again_address),
        .again(front$again),
        .accepted(front$accepted),
        .read_enable(front$read_enable),
        .read_address(front$read_address),
        .store(front$store),
        .address(front$address),
        .sample(front$sample),
        .sample_valid(front$sample_valid),
        .sample_last(front$sample_last),
        .sample_mu(front$sample_mu),
        .sample_mu8(front$sample_mu8),
        .complete(front$complete),
        .start(front$start),
        .done(front$done),
        .held(front$held),
        .full(front$full),
        .taken(front$taken),
        .mu(front$mu),
        .residue(front$residue),
        .samples(front$samples),
        .tag(front$tag),
        .dropped(front$dropped)
    );
    l2_norm$deviation deviation(
        .clock(clock),
        .reset(reset),
        .sample(deviation$sample),
        .sample_valid(deviation$sample_valid),
        .sample_last(deviation$sample_last),
        .mu8(deviation$mu8),
        .taken(deviation$taken),
        .low(deviation$low),
        .high(deviation$high),
        .complete(deviation$complete)
    );
    l2_norm$scale_of scale_of(
        .clock(clock),
        .reset(reset),
        .start(scale_of$start),
        .low(scale_of$low),
        .high(scale_of$high),
        .samples(scale_of$samples),
        .done(scale_of$done),
        .root(scale_of$root),
        .up(scale_of$up)
    );
    l2_norm$back back(
        .clock(clock),
        .reset(reset),
        .released(back$released),
        .again_address(back$again_address),
        .again(back$again),
        .full(back$full),
        .taken(back$taken),
        .root(back$root),
        .up(back$up),
        .s_mu(back$s_mu),
        .samples(back$samples),
        .tag(back$tag),
        .m_valid(back$m_valid),
        .m_ready(back$m_ready),
        .m_data(back$m_data),
        .m_last(back$m_last),
        .mu(back$mu),
        .scale(back$scale),
        .saturations(back$saturations)
    );

    // Update code
    always @(*) begin
        gamma_bits = $unsigned(s_gamma);
        beta_bits = $unsigned(s_beta);
        front$s_valid = s_valid;
        s_ready = front$s_ready;
        front$s_data = s_data;
        front$s_last = s_last;
        front$s_tag = ((gamma_bits) & 26'h3ffffff) | (((beta_bits) & 26'h3ffffff) << 32'hc);
        front$released = back$released;
        front$taken = back$taken;
        dropped = front$dropped;
        front$again_address = back$again_address;
        back$again = front$again;
        back$full = front$full;
        back$s_mu = front$mu;
        back$samples = front$samples;
        back$tag = front$tag;
        back$root = scale_of$root;
        back$up = scale_of$up;
        back$m_ready = m_ready;
        m_valid = back$m_valid;
        m_data = back$m_data;
        m_last = back$m_last;
        mu = back$mu;
        scale = back$scale;
        saturations = back$saturations;
        deviation$sample = front$sample;
        deviation$sample_valid = front$sample_valid;
        deviation$sample_last = front$sample_last;
        deviation$taken = front$start;
        front$complete = deviation$complete;
        scale_of$start = front$start;
        scale_of$samples = front$samples;
        front$done = scale_of$done;
        deviation$mu8 = front$sample_mu8;
        scale_of$low = deviation$low;
        scale_of$high = deviation$high;
    end

endmodule

module l2_norm$back(clock,reset,released,again_address,again,full,taken,root,up,s_mu,samples,tag,m_valid,m_ready,m_data,m_last,mu,scale,saturations);

    // Module arguments
    input wire  clock;
    input wire  reset;
    output reg  released;
    output reg  [10:0] again_address;
    input wire signed [15:0] again;
    input wire  full;
    output reg  taken;
    input wire  [30:0] root;
    input wire  up;
    input wire signed [31:0] s_mu;
    input wire  [10:0] samples;
    input wire  [25:0] tag;
    output reg  m_valid;
    input wire  m_ready;
    output reg signed [23:0] m_data;
    output reg  m_last;
    output reg signed [31:0] mu;
    output reg  [30:0] scale;
    output reg  [31:0] saturations;

    // Stub signals
    reg  reciprocal$s_full;
    wire  reciprocal$s_taken;
    reg  [30:0] reciprocal$s_root;
    reg  reciprocal$s_up;
    reg signed [31:0] reciprocal$s_mu;
    reg  [10:0] reciprocal$s_samples;
    reg  [25:0] reciprocal$s_tag;
    wire  reciprocal$full;
    reg  reciprocal$taken;
    wire  [26:0] reciprocal$gain;
    wire  reciprocal$up;
    wire  [5:0] reciprocal$exponent;
    wire  [30:0] reciprocal$divisor;
    wire  [30:0] reciprocal$scale;
    wire signed [31:0] reciprocal$mu;
    wire  [10:0] reciprocal$samples;
    wire  [25:0] reciprocal$tag;
    reg  emit$s_full;
    wire  emit$s_taken;
    reg  [26:0] emit$s_gain;
    reg  emit$s_up;
    reg  [5:0] emit$s_exponent;
    reg  [30:0] emit$s_scale;
    reg signed [31:0] emit$s_mu;
    reg  [10:0] emit$s_samples;
    reg  [25:0] emit$s_tag;
    wire  emit$read_enable;
    wire  [10:0] emit$read_address;
    reg signed [15:0] emit$sample;
    wire  emit$m_valid;
    reg  emit$m_ready;
    wire signed [23:0] emit$m_data;
    wire  emit$m_last;
    wire signed [31:0] emit$mu;
    wire  [30:0] emit$scale;
    wire  [31:0] emit$saturations;

    // Sub module instances
    l2_norm$back$reciprocal reciprocal(
        .clock(clock),
        .reset(reset),
        .s_full(reciprocal$s_full),
        .s_taken(reciprocal$s_taken),
        .s_root(reciprocal$s_root),
        .s_up(reciprocal$s_up),
        .s_mu(reciprocal$s_mu),
        .s_samples(reciprocal$s_samples),
        .s_tag(reciprocal$s_tag),
        .full(reciprocal$full),
        .taken(reciprocal$taken),
        .gain(reciprocal$gain),
        .up(reciprocal$up),
        .exponent(reciprocal$exponent),
        .divisor(reciprocal$divisor),
        .scale(reciprocal$scale),
        .mu(reciprocal$mu),
        .samples(reciprocal$samples),
        .tag(reciprocal$tag)
    );
    l2_norm$back$emit emit(
        .clock(clock),
        .reset(reset),
        .s_full(emit$s_full),
        .s_taken(emit$s_taken),
        .s_gain(emit$s_gain),
        .s_up(emit$s_up),
        .s_exponent(emit$s_exponent),
        .s_scale(emit$s_scale),
        .s_mu(emit$s_mu),
        .s_samples(emit$s_samples),
        .s_tag(emit$s_tag),
        .read_enable(emit$read_enable),
        .read_address(emit$read_address),
        .sample(emit$sample),
        .m_valid(emit$m_valid),
        .m_ready(emit$m_ready),
        .m_data(emit$m_data),
        .m_last(emit$m_last),
        .mu(emit$mu),
        .scale(emit$scale),
        .saturations(emit$saturations)
    );

    // Update code
    always @(*) begin
        again_address = emit$read_address;
        released = emit$read_enable;
        reciprocal$s_full = full;
        taken = reciprocal$s_taken;
        reciprocal$s_root = root;
        reciprocal$s_up = up;
        reciprocal$s_mu = s_mu;
        reciprocal$s_samples = samples;
        reciprocal$s_tag = tag;
        reciprocal$taken = emit$s_taken;
        emit$s_full = reciprocal$full;
        emit$s_gain = reciprocal$gain;
        emit$s_up = reciprocal$up;
        emit$s_exponent = reciprocal$exponent;
        emit$s_scale = reciprocal$scale;
        emit$s_mu = reciprocal$mu;
        emit$s_samples = reciprocal$samples;
        emit$s_tag = reciprocal$tag;
        emit$sample = again;
        emit$m_ready = m_ready;
        m_valid = emit$m_valid;
        m_data = emit$m_data;
        m_last = emit$m_last;
        mu = emit$mu;
        scale = emit$scale;
        saturations = emit$saturations;
    end

endmodule

module l2_norm$back$emit(clock,reset,s_full,s_taken,s_gain,s_up,s_exponent,s_scale,s_mu,s_samples,s_tag,read_enable,read_address,sample,m_valid,m_ready,m_data,m_last,mu,scale,saturations);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  s_full;
    output reg  s_taken;
    input wire  [26:0] s_gain;
    input wire  s_up;
    input wire  [5:0] s_exponent;
    input wire  [30:0] s_scale;
    input wire signed [31:0] s_mu;
    input wire  [10:0] s_samples;
    input wire  [25:0] s_tag;
    output reg  read_enable;
    output reg  [10:0] read_address;
    input wire signed [15:0] sample;
    output reg  m_valid;
    input wire  m_ready;
    output reg signed [23:0] m_data;
    output reg  m_last;
    output reg signed [31:0] mu;
    output reg  [30:0] scale;
    output reg  [31:0] saturations;

    // Constant declarations
    localparam  one = 11'b1;
    localparam  sign_at = 7'b11000;

    // Stub signals
    wire  outlet$advance;
    reg  outlet$s_valid;
    reg  [24:0] outlet$s_data;
    reg  outlet$s_first;
    wire  outlet$entering;
    wire  outlet$m_valid;
    reg  outlet$m_ready;
    wire  [24:0] outlet$m_data;
    reg  active$d;
    wire  active$q;
    reg  unsettled$d;
    wire  unsettled$q;
    reg  starting$d;
    wire  starting$q;
    reg  [10:0] left$d;
    wire  [10:0] left$q;
    reg  [10:0] pointer$d;
    wire  [10:0] pointer$q;
    reg signed [31:0] mean$d;
    wire signed [31:0] mean$q;
    reg  [30:0] scale_held$d;
    wire  [30:0] scale_held$q;
    reg  [26:0] gain$d;
    wire  [26:0] gain$q;
    reg  [5:0] places$d;
    wire  [5:0] places$q;
    reg  [13:0] beta$d;
    wire  [13:0] beta$q;
    reg  gain_negative$d;
    wire  gain_negative$q;
    reg  [2:0] valid$d;
    wire  [2:0] valid$q;
    reg  [2:0] first$d;
    wire  [2:0] first$q;
    reg  [2:0] last$d;
    wire  [2:0] last$q;
    reg signed [31:0] round_mean$mu;
    wire signed [24:0] round_mean$mu8;
    reg signed [24:0] mean8$d;
    wire signed [24:0] mean8$q;
    reg signed [24:0] deviation$d;
    wire signed [24:0] deviation$q;
    reg  flipped$d;
    wire  flipped$q;
    reg  [23:0] magnitude$d;
    wire  [23:0] magnitude$q;
    reg  below$d;
    wire  below$q;
    reg  multiply$advance;
    reg  multiply$load;
    reg  [26:0] multiply$multiplicand;
    reg  [23:0] multiply$factor;
    wire  [50:0] multiply$product;
    reg  beside_product$advance;
    reg  [3:0] beside_product$s;
    wire  [3:0] beside_product$m;
    wire  [3:0] beside_product$early;
    reg  [5:0] shift$d;
    wire  [5:0] shift$q;
    reg  descale$advance;
    reg  [50:0] descale$value;
    reg  [5:0] descale$shift;
    wire  [24:0] descale$quotient;
    wire  descale$up;
    wire  descale$huge;
    reg  beside_descale$advance;
    reg  [3:0] beside_descale$s;
    wire  [3:0] beside_descale$m;
    wire  [3:0] beside_descale$early;
    reg  [25:0] quotient$d;
    wire  [25:0] quotient$q;
    reg  [3:0] quotient_flags$d;
    wire  [3:0] quotient_flags$q;
    reg signed [13:0] beta_now$d;
    wire signed [13:0] beta_now$q;
    reg  [26:0] add$a;
    reg  [26:0] add$b;
    reg  add$carry;
    wire  [26:0] add$sum;
    wire  add$over;
    reg  [26:0] sum$d;
    wire  [26:0] sum$q;
    reg  [3:0] sum_flags$d;
    wire  [3:0] sum_flags$q;
    reg  [23:0] y$d;
    wire  [23:0] y$q;
    reg  [3:0] y_flags$d;
    wire  [3:0] y_flags$q;
    reg  [1:0] counter$events;
    reg  counter$enable;
    wire  [31:0] counter$count;
    reg signed [31:0] mu_out$d;
    wire signed [31:0] mu_out$q;
    reg  [30:0] scale_out$d;
    wire  [30:0] scale_out$q;

    // Local signals
    reg  advance;
    reg  takes;
    reg  ending;
    reg  [26:0] rounded_gain;
    reg  [23:0] shifted;
    reg signed [23:0] fixed;
    reg signed [24:0] wide;
    reg signed [24:0] deviation_negated;
    reg  [24:0] deviation_bits;
    reg signed [13:0] beta_signed;
    reg signed [26:0] beta_wide;
    reg  [26:0] quotient_wide;
    reg  over;

    // Sub module instances
    l2_norm$back$emit$outlet outlet(
        .clock(clock),
        .reset(reset),
        .advance(outlet$advance),
        .s_valid(outlet$s_valid),
        .s_data(outlet$s_data),
        .s_first(outlet$s_first),
        .entering(outlet$entering),
        .m_valid(outlet$m_valid),
        .m_ready(outlet$m_ready),
        .m_data(outlet$m_data)
    );
    l2_norm$back$emit$active active(
        .d(active$d),
        .q(active$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active unsettled(
        .d(unsettled$d),
        .q(unsettled$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active starting(
        .d(starting$d),
        .q(starting$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$left left(
        .d(left$d),
        .q(left$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$left pointer(
        .d(pointer$d),
        .q(pointer$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$mean mean(
        .d(mean$d),
        .q(mean$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$scale_held scale_held(
        .d(scale_held$d),
        .q(scale_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$gain gain(
        .d(gain$d),
        .q(gain$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$places places(
        .d(places$d),
        .q(places$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$beta beta(
        .d(beta$d),
        .q(beta$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active gain_negative(
        .d(gain_negative$d),
        .q(gain_negative$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$first valid(
        .d(valid$d),
        .q(valid$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$first first(
        .d(first$d),
        .q(first$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$first last(
        .d(last$d),
        .q(last$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$round_mean round_mean(
        .mu(round_mean$mu),
        .mu8(round_mean$mu8)
    );
    l2_norm$back$emit$deviation mean8(
        .d(mean8$d),
        .q(mean8$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$deviation deviation(
        .d(deviation$d),
        .q(deviation$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active flipped(
        .d(flipped$d),
        .q(flipped$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$magnitude magnitude(
        .d(magnitude$d),
        .q(magnitude$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active below(
        .d(below$d),
        .q(below$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$multiply multiply(
        .clock(clock),
        .reset(reset),
        .advance(multiply$advance),
        .load(multiply$load),
        .multiplicand(multiply$multiplicand),
        .factor(multiply$factor),
        .product(multiply$product)
    );
    l2_norm$back$emit$beside_descale beside_product(
        .clock(clock),
        .reset(reset),
        .advance(beside_product$advance),
        .s(beside_product$s),
        .m(beside_product$m),
        .early(beside_product$early)
    );
    l2_norm$back$emit$places shift(
        .d(shift$d),
        .q(shift$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$descale descale(
        .clock(clock),
        .reset(reset),
        .advance(descale$advance),
        .value(descale$value),
        .shift(descale$shift),
        .quotient(descale$quotient),
        .up(descale$up),
        .huge(descale$huge)
    );
    l2_norm$back$emit$beside_descale beside_descale(
        .clock(clock),
        .reset(reset),
        .advance(beside_descale$advance),
        .s(beside_descale$s),
        .m(beside_descale$m),
        .early(beside_descale$early)
    );
    l2_norm$back$emit$quotient quotient(
        .d(quotient$d),
        .q(quotient$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$beside_descale$stage$0 quotient_flags(
        .d(quotient_flags$d),
        .q(quotient_flags$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$beta_now beta_now(
        .d(beta_now$d),
        .q(beta_now$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$add add(
        .a(add$a),
        .b(add$b),
        .carry(add$carry),
        .sum(add$sum),
        .over(add$over)
    );
    l2_norm$back$emit$gain sum(
        .d(sum$d),
        .q(sum$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$beside_descale$stage$0 sum_flags(
        .d(sum_flags$d),
        .q(sum_flags$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$magnitude y(
        .d(y$d),
        .q(y$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$beside_descale$stage$0 y_flags(
        .d(y_flags$d),
        .q(y_flags$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$counter counter(
        .clock(clock),
        .reset(reset),
        .events(counter$events),
        .enable(counter$enable),
        .count(counter$count)
    );
    l2_norm$back$emit$mean mu_out(
        .d(mu_out$d),
        .q(mu_out$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$scale_held scale_out(
        .d(scale_out$d),
        .q(scale_out$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        active$d = active$q;
        unsettled$d = unsettled$q;
        starting$d = starting$q;
        left$d = left$q;
        pointer$d = pointer$q;
        mean$d = mean$q;
        scale_held$d = scale_held$q;
        gain$d = gain$q;
        places$d = places$q;
        beta$d = beta$q;
        gain_negative$d = gain_negative$q;
        valid$d = valid$q;
        first$d = first$q;
        last$d = last$q;
        mean8$d = mean8$q;
        deviation$d = deviation$q;
        flipped$d = flipped$q;
        magnitude$d = magnitude$q;
        below$d = below$q;
        shift$d = shift$q;
        quotient$d = quotient$q;
        quotient_flags$d = quotient_flags$q;
        beta_now$d = beta_now$q;
        sum$d = sum$q;
        sum_flags$d = sum_flags$q;
        y$d = y$q;
        y_flags$d = y_flags$q;
        mu_out$d = mu_out$q;
        scale_out$d = scale_out$q;
        advance = outlet$advance;
        ending = advance & active$q & (left$q == one);
        takes = s_full & ~unsettled$q & (~active$q | ending);
        s_taken = takes;
        rounded_gain = 32'h0;
        if (s_up) begin
            rounded_gain = 32'h1;
        end
        if (advance & active$q) begin
            left$d = left$q - 32'h1;
            pointer$d = pointer$q + 32'h1;
            starting$d = 1'b0;
        end
        if (ending) begin
            active$d = 1'b0;
        end
        if (outlet$entering) begin
            unsettled$d = 1'b0;
            mu_out$d = mean$q;
            scale_out$d = scale_held$q;
        end
        if (takes) begin
            active$d = 1'b1;
            unsettled$d = 1'b1;
            starting$d = 1'b1;
            left$d = s_samples;
            mean$d = s_mu;
            scale_held$d = s_scale;
            gain$d = s_gain + rounded_gain;
            places$d = s_exponent + 32'h8;
            gain_negative$d = s_tag[32'hb];
            beta$d = s_tag[(32'hc)+:(14)];
        end
        read_enable = advance & active$q;
        read_address = pointer$q;
        round_mean$mu = mean$q;
        shifted = ((sample[(32'h0)+:(16)]) & 24'hffffff) << 32'h8;
        fixed = $signed(shifted);
        wide = $signed(fixed);
        deviation_negated = -deviation$q;
        deviation_bits = $unsigned(deviation$q);
        if (deviation$q[sign_at]) begin
            deviation_bits = $unsigned(deviation_negated);
        end
        multiply$advance = advance;
        multiply$load = advance & first$q[32'h1];
        multiply$multiplicand = gain$q;
        multiply$factor = magnitude$q;
        beside_product$advance = advance;
        beside_product$s = ((valid$q[32'h2]) & 4'hf) | (((first$q[32'h2]) & 4'hf) << 32'h1) | (((last$q[32'h2]) & 4'hf) << 32'h2) | (((below$q) & 4'hf) << 32'h3);
        descale$advance = advance;
        descale$value = multiply$product;
        descale$shift = shift$q;
        beside_descale$advance = advance;
        beside_descale$s = beside_product$m;
        beta_signed = $signed(beta$q);
        beta_wide = $signed(beta_now$q);
        quotient_wide = ((quotient$q) & 27'h7ffffff);
        add$a = $unsigned(beta_wide);
        add$b = quotient_wide;
        add$carry = quotient_flags$q[32'h3];
        if (quotient_flags$q[32'h3]) begin
            add$b = ~quotient_wide;
        end
        over = |sum$q[(32'h17)+:(4)] & ~&sum$q[(32'h17)+:(4)];
        counter$events = 32'h1;
        counter$enable = advance & sum_flags$q[32'h0] & over;
        if (advance) begin
            valid$d = (valid$q << 32'h1) | ((active$q) & 3'h7);
            first$d = (first$q << 32'h1) | ((starting$q) & 3'h7);
            last$d = (last$q << 32'h1) | ((ending) & 3'h7);
            mean8$d = round_mean$mu8;
            deviation$d = wide - mean8$q;
            if (first$q[32'h0]) begin
                flipped$d = gain_negative$q;
            end
            magnitude$d = deviation_bits[(32'h0)+:(24)];
            below$d = deviation$q[sign_at] ^ flipped$q;
            if (beside_product$early[32'h1]) begin
                shift$d = places$q;
            end
            quotient$d = ((descale$quotient) & 26'h3ffffff);
            if (descale$up) begin
                quotient$d = ((descale$quotient) & 26'h3ffffff) + 32'h1;
            end
            if (descale$huge) begin
                quotient$d = 32'h2000000;
            end
            quotient_flags$d = beside_descale$m;
            if (beside_descale$m[32'h1]) begin
                beta_now$d = beta_signed;
            end
            sum$d = add$sum;
            sum_flags$d = quotient_flags$q;
            y$d = sum$q[(32'h0)+:(24)];
            if (over) begin
                y$d = 32'h7fffff;
                if (sum$q[32'h1a]) begin
                    y$d = 32'h800000;
                end
            end
            y_flags$d = sum_flags$q;
        end
        outlet$s_valid = y_flags$q[32'h0];
        outlet$s_first = y_flags$q[32'h1];
        outlet$s_data = ((y$q) & 25'h1ffffff) | (((y_flags$q[32'h2]) & 25'h1ffffff) << 32'h18);
        outlet$m_ready = m_ready;
        m_valid = outlet$m_valid;
        m_last = outlet$m_data[32'h18];
        m_data = $signed(outlet$m_data[(32'h0)+:(24)]);
        mu = mu_out$q;
        scale = scale_out$q;
        saturations = counter$count;
    end

endmodule

module l2_norm$back$emit$active(d,q,clock,reset);

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

module l2_norm$back$emit$add(a,b,carry,sum,over);

    // Module arguments
    input wire  [26:0] a;
    input wire  [26:0] b;
    input wire  carry;
    output reg  [26:0] sum;
    output reg  over;

    // Update code (custom)
    wire [28:0] total;
    assign total = {1'b0, a, 1'b1} + {1'b0, b, carry};
    always @(*) sum = total[27:1];
    always @(*) over = total[28];
endmodule

module l2_norm$back$emit$beside_descale(clock,reset,advance,s,m,early);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  advance;
    input wire  [3:0] s;
    output reg  [3:0] m;
    output reg  [3:0] early;

    // Stub signals
    reg  [3:0] stage$0$d;
    wire  [3:0] stage$0$q;
    reg  [3:0] stage$1$d;
    wire  [3:0] stage$1$q;
    reg  [3:0] stage$2$d;
    wire  [3:0] stage$2$q;
    reg  [3:0] stage$3$d;
    wire  [3:0] stage$3$q;

    // Sub module instances
    l2_norm$back$emit$beside_descale$stage$0 stage$0(
        .d(stage$0$d),
        .q(stage$0$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$beside_descale$stage$0 stage$1(
        .d(stage$1$d),
        .q(stage$1$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$beside_descale$stage$0 stage$2(
        .d(stage$2$d),
        .q(stage$2$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$beside_descale$stage$0 stage$3(
        .d(stage$3$d),
        .q(stage$3$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        stage$0$d = stage$0$q;
        stage$1$d = stage$1$q;
        stage$2$d = stage$2$q;
        stage$3$d = stage$3$q;
        if (advance) begin
            stage$0$d = s;
            stage$1$d = stage$0$q;
            stage$2$d = stage$1$q;
            stage$3$d = stage$2$q;
        end
        early = s;
        early = stage$0$q;
        early = stage$1$q;
        early = stage$2$q;
        m = stage$0$q;
        m = stage$1$q;
        m = stage$2$q;
        m = stage$3$q;
    end

endmodule

module l2_norm$back$emit$beside_descale$stage$0(d,q,clock,reset);

    // Module arguments
    input wire  [3:0] d;
    output reg  [3:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 4'h0;
       else q <= d;
    end
endmodule

module l2_norm$back$emit$beta(d,q,clock,reset);

    // Module arguments
    input wire  [13:0] d;
    output reg  [13:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 14'h0;
       else q <= d;
    end
endmodule

module l2_norm$back$emit$beta_now(d,q,clock,reset);

    // Module arguments
    input wire signed [13:0] d;
    output reg signed [13:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 14'h0;
       else q <= d;
    end
endmodule

module l2_norm$back$emit$counter(clock,reset,events,enable,count);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  [1:0] events;
    input wire  enable;
    output reg  [31:0] count;

    // Stub signals
    reg  [1:0] flags$whole;
    wire  flags$parts$0;
    wire  flags$parts$1;
    reg  [7:0] ones$d;
    wire  [7:0] ones$q;
    reg  [31:0] total$d;
    wire  [31:0] total$q;
    reg  over$d;
    wire  over$q;

    // Local signals
    reg  [7:0] partial$0;
    reg  [7:0] partial$1;
    reg  [32:0] sum;

    // Sub module instances
    l2_norm$back$emit$counter$flags flags(
        .whole(flags$whole),
        .parts$0(flags$parts$0),
        .parts$1(flags$parts$1)
    );
    l2_norm$back$emit$counter$ones ones(
        .d(ones$d),
        .q(ones$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$counter$total total(
        .d(total$d),
        .q(total$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active over(
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
        ones$d = 32'h0;
        if (enable) begin
            ones$d = partial$0;
            ones$d = partial$1;
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

module l2_norm$back$emit$counter$flags(whole,parts$0,parts$1);

    // Module arguments
    input wire  [1:0] whole;
    output reg  parts$0;
    output reg  parts$1;

    // Update code (custom)
    always @(*) parts$0 = whole[0:0];
    always @(*) parts$1 = whole[1:1];
endmodule

module l2_norm$back$emit$counter$ones(d,q,clock,reset);

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

module l2_norm$back$emit$counter$total(d,q,clock,reset);

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

module l2_norm$back$emit$descale(clock,reset,advance,value,shift,quotient,up,huge);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  advance;
    input wire  [50:0] value;
    input wire  [5:0] shift;
    output reg  [24:0] quotient;
    output reg  up;
    output reg  huge;

    // Update code (custom)
    reg [50:0] coarse; reg coarse_guard; reg coarse_sticky; reg [3:0] coarse_shift;
    reg [50:0] middle; reg middle_guard; reg middle_sticky; reg [1:0] middle_shift;
    reg [50:0] fine; reg fine_guard; reg fine_sticky;
    always @(posedge clock) begin
       if (reset) begin coarse <= 0; coarse_guard <= 0; coarse_sticky <= 0; end
       else if (advance) begin
          case (shift[5:4])
             2'd0: begin coarse <= value; coarse_guard <= 1'b0; coarse_sticky <= 1'b0; end
             2'd1: begin coarse <= value >> 16; coarse_guard <= value[15]; coarse_sticky <= 1'b0 | 1'b0 | (|value[14:0]); end
             2'd2: begin coarse <= value >> 32; coarse_guard <= value[31]; coarse_sticky <= 1'b0 | 1'b0 | (|value[30:0]); end
             2'd3: begin coarse <= value >> 48; coarse_guard <= value[47]; coarse_sticky <= 1'b0 | 1'b0 | (|value[46:0]); end
          endcase
       end
    end
    always @(posedge clock) begin
       if (reset) begin middle <= 0; middle_guard <= 0; middle_sticky <= 0; end
       else if (advance) begin
          case (coarse_shift[3:2])
             2'd0: begin middle <= coarse; middle_guard <= coarse_guard; middle_sticky <= coarse_sticky; end
             2'd1: begin middle <= coarse >> 4; middle_guard <= coarse[3]; middle_sticky <= coarse_sticky | coarse_guard | (|coarse[2:0]); end
             2'd2: begin middle <= coarse >> 8; middle_guard <= coarse[7]; middle_sticky <= coarse_sticky | coarse_guard | (|coarse[6:0]); end
             2'd3: begin middle <= coarse >> 12; middle_guard <= coarse[11]; middle_sticky <= coarse_sticky | coarse_guard | (|coarse[10:0]); end
          endcase
       end
    end
    always @(posedge clock) begin
       if (reset) begin fine <= 0; fine_guard <= 0; fine_sticky <= 0; end
       else if (advance) begin
          case (middle_shift[1:0])
             2'd0: begin fine <= middle; fine_guard <= middle_guard; fine_sticky <= middle_sticky; end
             2'd1: begin fine <= middle >> 1; fine_guard <= middle[0]; fine_sticky <= middle_sticky | middle_guard; end
             2'd2: begin fine <= middle >> 2; fine_guard <= middle[1]; fine_sticky <= middle_sticky | middle_guard | (|middle[0:0]); end
             2'd3: begin fine <= middle >> 3; fine_guard <= middle[2]; fine_sticky <= middle_sticky | middle_guard | (|middle[1:0]); end
          endcase
       end
    end
    always @(posedge clock) begin
       if (reset) begin coarse_shift <= 0; middle_shift <= 0; end
       else if (advance) begin coarse_shift <= shift[3:0]; middle_shift <= coarse_shift[1:0]; end
    end
    always @(posedge clock) begin
       if (reset) begin quotient <= 0; up <= 0; huge <= 0; end
       else if (advance) begin
          quotient <= fine[24:0];
          up <= fine_guard & (fine_sticky | fine[0]);
          huge <= |fine[50:25];
       end
    end
endmodule

module l2_norm$back$emit$deviation(d,q,clock,reset);

    // Module arguments
    input wire signed [24:0] d;
    output reg signed [24:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 25'h0;
       else q <= d;
    end
endmodule

module l2_norm$back$emit$first(d,q,clock,reset);

    // Module arguments
    input wire  [2:0] d;
    output reg  [2:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 3'h0;
       else q <= d;
    end
endmodule

module l2_norm$back$emit$gain(d,q,clock,reset);

    // Module arguments
    input wire  [26:0] d;
    output reg  [26:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 27'h0;
       else q <= d;
    end
endmodule

module l2_norm$back$emit$left(d,q,clock,reset);

    // Module arguments
    input wire  [10:0] d;
    output reg  [10:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 11'h0;
       else q <= d;
    end
endmodule

module l2_norm$back$emit$magnitude(d,q,clock,reset);

    // Module arguments
    input wire  [23:0] d;
    output reg  [23:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 24'h0;
       else q <= d;
    end
endmodule

module l2_norm$back$emit$mean(d,q,clock,reset);

    // Module arguments
    input wire signed [31:0] d;
    output reg signed [31:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 32'h0;
       else q <= d;
    end
endmodule

module l2_norm$back$emit$multiply(clock,reset,advance,load,multiplicand,factor,product);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  advance;
    input wire  load;
    input wire  [26:0] multiplicand;
    input wire  [23:0] factor;
    output reg  [50:0] product;

    // Update code (custom)
    reg [26:0] once;
    reg [28:0] thrice;
    always @(posedge clock) begin
       if (reset) begin once <= 0; thrice <= 0; end
       else if (load) begin once <= multiplicand; thrice <= {1'b0, multiplicand, 1'b0} + multiplicand; end
    end
    wire [28:0] row_0;
    assign row_0 = factor[1] ? (factor[0] ? thrice : {1'b0, once, 1'b0}) : (factor[0] ? {2'b0, once} : 29'b0);
    wire [28:0] row_1;
    assign row_1 = factor[3] ? (factor[2] ? thrice : {1'b0, once, 1'b0}) : (factor[2] ? {2'b0, once} : 29'b0);
    wire [28:0] row_2;
    assign row_2 = factor[5] ? (factor[4] ? thrice : {1'b0, once, 1'b0}) : (factor[4] ? {2'b0, once} : 29'b0);
    wire [28:0] row_3;
    assign row_3 = factor[7] ? (factor[6] ? thrice : {1'b0, once, 1'b0}) : (factor[6] ? {2'b0, once} : 29'b0);
    wire [28:0] row_4;
    assign row_4 = factor[9] ? (factor[8] ? thrice : {1'b0, once, 1'b0}) : (factor[8] ? {2'b0, once} : 29'b0);
    wire [28:0] row_5;
    assign row_5 = factor[11] ? (factor[10] ? thrice : {1'b0, once, 1'b0}) : (factor[10] ? {2'b0, once} : 29'b0);
    wire [28:0] row_6;
    assign row_6 = factor[13] ? (factor[12] ? thrice : {1'b0, once, 1'b0}) : (factor[12] ? {2'b0, once} : 29'b0);
    wire [28:0] row_7;
    assign row_7 = factor[15] ? (factor[14] ? thrice : {1'b0, once, 1'b0}) : (factor[14] ? {2'b0, once} : 29'b0);
    wire [28:0] row_8;
    assign row_8 = factor[17] ? (factor[16] ? thrice : {1'b0, once, 1'b0}) : (factor[16] ? {2'b0, once} : 29'b0);
    wire [28:0] row_9;
    assign row_9 = factor[19] ? (factor[18] ? thrice : {1'b0, once, 1'b0}) : (factor[18] ? {2'b0, once} : 29'b0);
    wire [28:0] row_10;
    assign row_10 = factor[21] ? (factor[20] ? thrice : {1'b0, once, 1'b0}) : (factor[20] ? {2'b0, once} : 29'b0);
    wire [28:0] row_11;
    assign row_11 = factor[23] ? (factor[22] ? thrice : {1'b0, once, 1'b0}) : (factor[22] ? {2'b0, once} : 29'b0);
    reg [31:0] sum_1_0;
    always @(posedge clock) begin
       if (reset) sum_1_0 <= 0;
       else if (advance) sum_1_0 <= row_0 + {row_1, 2'b0};
    end
    reg [31:0] sum_1_1;
    always @(posedge clock) begin
       if (reset) sum_1_1 <= 0;
       else if (advance) sum_1_1 <= row_2 + {row_3, 2'b0};
    end
    reg [31:0] sum_1_2;
    always @(posedge clock) begin
       if (reset) sum_1_2 <= 0;
       else if (advance) sum_1_2 <= row_4 + {row_5, 2'b0};
    end
    reg [31:0] sum_1_3;
    always @(posedge clock) begin
       if (reset) sum_1_3 <= 0;
       else if (advance) sum_1_3 <= row_6 + {row_7, 2'b0};
    end
    reg [31:0] sum_1_4;
    always @(posedge clock) begin
       if (reset) sum_1_4 <= 0;
       else if (advance) sum_1_4 <= row_8 + {row_9, 2'b0};
    end
    reg [31:0] sum_1_5;
    always @(posedge clock) begin
       if (reset) sum_1_5 <= 0;
       else if (advance) sum_1_5 <= row_10 + {row_11, 2'b0};
    end
    reg [36:0] sum_2_0;
    always @(posedge clock) begin
       if (reset) sum_2_0 <= 0;
       else if (advance) sum_2_0 <= sum_1_0 + {sum_1_1, 4'b0};
    end
    reg [36:0] sum_2_1;
    always @(posedge clock) begin
       if (reset) sum_2_1 <= 0;
       else if (advance) sum_2_1 <= sum_1_2 + {sum_1_3, 4'b0};
    end
    reg [36:0] sum_2_2;
    always @(posedge clock) begin
       if (reset) sum_2_2 <= 0;
       else if (advance) sum_2_2 <= sum_1_4 + {sum_1_5, 4'b0};
    end
    reg [45:0] sum_3_0;
    always @(posedge clock) begin
       if (reset) sum_3_0 <= 0;
       else if (advance) sum_3_0 <= sum_2_0 + {sum_2_1, 8'b0};
    end
    reg [36:0] sum_3_1;
    always @(posedge clock) begin
       if (reset) sum_3_1 <= 0;
       else if (advance) sum_3_1 <= sum_2_2;
    end
    always @(posedge clock) begin
       if (reset) product <= 0;
       else if (advance) product <= sum_3_0 + {sum_3_1, 16'b0};
    end
endmodule

module l2_norm$back$emit$outlet(clock,reset,advance,s_valid,s_data,s_first,entering,m_valid,m_ready,m_data);

    // Module arguments
    input wire  clock;
    input wire  reset;
    output reg  advance;
    input wire  s_valid;
    input wire  [24:0] s_data;
    input wire  s_first;
    output reg  entering;
    output reg  m_valid;
    input wire  m_ready;
    output reg  [24:0] m_data;

    // Stub signals
    reg  out_valid$d;
    wire  out_valid$q;
    reg  [24:0] out$d;
    wire  [24:0] out$q;
    reg  waiting_valid$d;
    wire  waiting_valid$q;
    reg  waiting_first$d;
    wire  waiting_first$q;
    reg  [24:0] waiting$d;
    wire  [24:0] waiting$q;

    // Local signals
    reg  push;
    reg  free;

    // Sub module instances
    l2_norm$back$emit$active out_valid(
        .d(out_valid$d),
        .q(out_valid$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$outlet$out out(
        .d(out$d),
        .q(out$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active waiting_valid(
        .d(waiting_valid$d),
        .q(waiting_valid$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active waiting_first(
        .d(waiting_first$d),
        .q(waiting_first$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$outlet$out waiting(
        .d(waiting$d),
        .q(waiting$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        out_valid$d = out_valid$q;
        out$d = out$q;
        waiting_valid$d = waiting_valid$q;
        waiting_first$d = waiting_first$q;
        waiting$d = waiting$q;
        push = s_valid & ~waiting_valid$q;
        free = ~out_valid$q | m_ready;
        entering = 1'b0;
        if (free) begin
            out_valid$d = push | waiting_valid$q;
            out$d = s_data;
            entering = push & s_first;
            if (waiting_valid$q) begin
                out$d = waiting$q;
                entering = waiting_first$q;
            end
            waiting_valid$d = 1'b0;
        end
        else if (push) begin
            waiting_valid$d = 1'b1;
        end
        if (~waiting_valid$q) begin
            waiting$d = s_data;
            waiting_first$d = s_first;
        end
        advance = ~waiting_valid$q;
        m_valid = out_valid$q;
        m_data = out$q;
    end

endmodule

module l2_norm$back$emit$outlet$out(d,q,clock,reset);

    // Module arguments
    input wire  [24:0] d;
    output reg  [24:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 25'h0;
       else q <= d;
    end
endmodule

module l2_norm$back$emit$places(d,q,clock,reset);

    // Module arguments
    input wire  [5:0] d;
    output reg  [5:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 6'h0;
       else q <= d;
    end
endmodule

module l2_norm$back$emit$quotient(d,q,clock,reset);

    // Module arguments
    input wire  [25:0] d;
    output reg  [25:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 26'h0;
       else q <= d;
    end
endmodule

module l2_norm$back$emit$round_mean(mu,mu8);

    // Module arguments
    input wire signed [31:0] mu;
    output reg signed [24:0] mu8;

    // Update code (custom)
    always @(*) mu8 = {mu[31], mu[31:8]} + {{24{1'b0}}, mu[7] & (mu[8] | (|mu[6:0]))};
endmodule

module l2_norm$back$emit$scale_held(d,q,clock,reset);

    // Module arguments
    input wire  [30:0] d;
    output reg  [30:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 31'h0;
       else q <= d;
    end
endmodule

module l2_norm$back$reciprocal(clock,reset,s_full,s_taken,s_root,s_up,s_mu,s_samples,s_tag,full,taken,gain,up,exponent,divisor,scale,mu,samples,tag);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  s_full;
    output reg  s_taken;
    input wire  [30:0] s_root;
    input wire  s_up;
    input wire signed [31:0] s_mu;
    input wire  [10:0] s_samples;
    input wire  [25:0] s_tag;
    output reg  full;
    input wire  taken;
    output reg  [26:0] gain;
    output reg  up;
    output reg  [5:0] exponent;
    output reg  [30:0] divisor;
    output reg  [30:0] scale;
    output reg signed [31:0] mu;
    output reg  [10:0] samples;
    output reg  [25:0] tag;

    // Constant declarations
    localparam  top = 6'b11110;
    localparam  top_at = 7'b11110;
    localparam  top4_at = 7'b11011;
    localparam  gamma_at = 6'b10011;
    localparam  low = 31'hffff;

    // Enums
    localparam GainState$Idle = 0;
    localparam GainState$Epsilon = 1;
    localparam GainState$Carry = 2;
    localparam GainState$Normalise = 3;
    localparam GainState$Divide = 4;

    // Stub signals
    reg  [2:0] state$d;
    wire  [2:0] state$q;
    reg  [30:0] scale_held$d;
    wire  [30:0] scale_held$q;
    reg signed [31:0] mean$d;
    wire signed [31:0] mean$q;
    reg  [10:0] number$d;
    wire  [10:0] number$q;
    reg  [25:0] tag_held$d;
    wire  [25:0] tag_held$q;
    reg  [30:0] normal$d;
    wire  [30:0] normal$q;
    reg  [5:0] places$d;
    wire  [5:0] places$q;
    reg  divide$start;
    reg  [31:0] divide$rest;
    reg  [26:0] divide$low;
    reg  [31:0] divide$denominator;
    wire  divide$done;
    wire  [26:0] divide$quotient;
    wire  divide$up;

    // Local signals
    reg  [11:0] gamma_bits;
    reg  [11:0] gamma_magnitude;
    reg  [30:0] rounded;

    // Sub module instances
    l2_norm$back$reciprocal$state state(
        .d(state$d),
        .q(state$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$scale_held scale_held(
        .d(scale_held$d),
        .q(scale_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$mean mean(
        .d(mean$d),
        .q(mean$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$left number(
        .d(number$d),
        .q(number$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$quotient tag_held(
        .d(tag_held$d),
        .q(tag_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$scale_held normal(
        .d(normal$d),
        .q(normal$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$places places(
        .d(places$d),
        .q(places$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$reciprocal$divide divide(
        .clock(clock),
        .reset(reset),
        .start(divide$start),
        .rest(divide$rest),
        .low(divide$low),
        .denominator(divide$denominator),
        .done(divide$done),
        .quotient(divide$quotient),
        .up(divide$up)
    );

    // Update code
    always @(*) begin
        state$d = state$q;
        scale_held$d = scale_held$q;
        mean$d = mean$q;
        number$d = number$q;
        tag_held$d = tag_held$q;
        normal$d = normal$q;
        places$d = places$q;
        rounded = 32'h0;
        if (s_up) begin
            rounded = 32'h1;
        end
        gamma_bits = tag_held$q[(32'h0)+:(12)];
        gamma_magnitude = gamma_bits;
        if (gamma_bits[32'hb]) begin
            gamma_magnitude = ~gamma_bits + 32'h1;
        end
        s_taken = 1'b0;
        full = 1'b0;
        divide$start = 1'b0;
        divide$rest = 32'h0;
        if (|scale_held$q) begin
            divide$rest = ((gamma_magnitude) & 32'hffffffff) << gamma_at;
        end
        divide$low = 32'h0;
        divide$denominator = ((normal$q) & 32'hffffffff);
        case (state$q)
            GainState$Idle:
                begin
                    if (s_full) begin
                        s_taken = 1'b1;
                        scale_held$d = s_root + rounded;
                        mean$d = s_mu;
                        number$d = s_samples;
                        tag_held$d = s_tag;
                        state$d = GainState$Epsilon;
                    end
                end
            GainState$Epsilon:
                begin
                    normal$d = (scale_held$q & low) + 32'h1;
                    places$d = top;
                    state$d = GainState$Carry;
                end
            GainState$Carry:
                begin
                    normal$d = (normal$q & low) | (((scale_held$q >> 32'h10) + (normal$q >> 32'h10)) << 32'h10);
                    state$d = GainState$Normalise;
                end
            GainState$Normalise:
                begin
                    if (normal$q[top_at]) begin
                        divide$start = 1'b1;
                        state$d = GainState$Divide;
                    end
                    else if (|normal$q[(top4_at)+:(4)]) begin
                        normal$d = normal$q << 32'h1;
                        places$d = places$q - 32'h1;
                    end
                    else begin
                        normal$d = normal$q << 32'h4;
                        places$d = places$q - 32'h4;
                    end
                end
            GainState$Divide:
                begin
                    full = divide$done;
                    if (taken) begin
                        state$d = GainState$Idle;
                    end
                end
            default:
                begin
                    state$d = GainState$Idle;
                end
        endcase
        gain = divide$quotient;
        up = divide$up;
        exponent = places$q;
        divisor = normal$q;
        scale = scale_held$q;
        mu = mean$q;
        samples = number$q;
        tag = tag_held$q;
    end

endmodule

module l2_norm$back$reciprocal$divide(clock,reset,start,rest,low,denominator,done,quotient,up);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  start;
    input wire  [31:0] rest;
    input wire  [26:0] low;
    input wire  [31:0] denominator;
    output reg  done;
    output reg  [26:0] quotient;
    output reg  up;

    // Constant declarations
    localparam  count = 7'b11011;
    localparam  one = 7'b1;
    localparam  top = 7'b11010;

    // Stub signals
    reg  [31:0] step$a;
    reg  [31:0] step$b;
    wire  [31:0] step$difference;
    wire  step$borrow;
    reg  [31:0] remainder$d;
    wire  [31:0] remainder$q;
    reg  [26:0] digits$d;
    wire  [26:0] digits$q;
    reg  [6:0] left$d;
    wire  [6:0] left$q;
    reg  busy$d;
    wire  busy$q;
    reg  at_guard$d;
    wire  at_guard$q;
    reg  guard$d;
    wire  guard$q;
    reg  guarded$d;
    wire  guarded$q;
    reg  upward$d;
    wire  upward$q;
    reg  finished$d;
    wire  finished$q;

    // Local signals
    reg  [31:0] next_bit;
    reg  [31:0] shifted;

    // Sub module instances
    l2_norm$back$reciprocal$divide$step step(
        .a(step$a),
        .b(step$b),
        .difference(step$difference),
        .borrow(step$borrow)
    );
    l2_norm$back$emit$counter$total remainder(
        .d(remainder$d),
        .q(remainder$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$gain digits(
        .d(digits$d),
        .q(digits$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$reciprocal$divide$left left(
        .d(left$d),
        .q(left$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active busy(
        .d(busy$d),
        .q(busy$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active at_guard(
        .d(at_guard$d),
        .q(at_guard$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active guard(
        .d(guard$d),
        .q(guard$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active guarded(
        .d(guarded$d),
        .q(guarded$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active upward(
        .d(upward$d),
        .q(upward$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active finished(
        .d(finished$d),
        .q(finished$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        remainder$d = remainder$q;
        digits$d = digits$q;
        left$d = left$q;
        busy$d = busy$q;
        at_guard$d = at_guard$q;
        guard$d = guard$q;
        guarded$d = guarded$q;
        upward$d = upward$q;
        finished$d = finished$q;
        next_bit = 32'h0;
        if (~at_guard$q & digits$q[top]) begin
            next_bit = 32'h1;
        end
        shifted = (remainder$q << 32'h1) | next_bit;
        step$a = shifted;
        step$b = denominator;
        if (busy$q) begin
            left$d = left$q - 32'h1;
            at_guard$d = left$q == one;
            remainder$d = step$difference;
            if (step$borrow) begin
                remainder$d = shifted;
            end
            if (~at_guard$q) begin
                digits$d = (digits$q << 32'h1) | 32'h1;
                if (step$borrow) begin
                    digits$d = digits$q << 32'h1;
                end
            end
            else begin
                guard$d = ~step$borrow;
                busy$d = 1'b0;
            end
        end
        guarded$d = busy$q & at_guard$q;
        if (guarded$q) begin
            upward$d = guard$q & (|remainder$q | digits$q[32'h0]);
            finished$d = 1'b1;
        end
        if (start) begin
            remainder$d = rest;
            digits$d = low;
            left$d = count;
            busy$d = 1'b1;
            at_guard$d = 1'b0;
            finished$d = 1'b0;
        end
        done = finished$q;
        quotient = digits$q;
        up = upward$q;
    end

endmodule

module l2_norm$back$reciprocal$divide$left(d,q,clock,reset);

    // Module arguments
    input wire  [6:0] d;
    output reg  [6:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 7'h0;
       else q <= d;
    end
endmodule

module l2_norm$back$reciprocal$divide$step(a,b,difference,borrow);

    // Module arguments
    input wire  [31:0] a;
    input wire  [31:0] b;
    output reg  [31:0] difference;
    output reg  borrow;

    // Update code (custom)
    wire [32:0] total;
    assign total = {1'b0, a} - {1'b0, b};
    always @(*) difference = total[31:0];
    always @(*) borrow = total[32];
endmodule

module l2_norm$back$reciprocal$state(d,q,clock,reset);

    // Module arguments
    input wire  [2:0] d;
    output reg  [2:0] q;
    input wire  clock;
    input wire  reset;

    // Enums
    localparam GainState$Idle = 0;
    localparam GainState$Epsilon = 1;
    localparam GainState$Carry = 2;
    localparam GainState$Normalise = 3;
    localparam GainState$Divide = 4;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 64'h0;
       else q <= d;
    end
endmodule

module l2_norm$deviation(clock,reset,sample,sample_valid,sample_last,mu8,taken,low,high,complete);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire signed [15:0] sample;
    input wire  sample_valid;
    input wire  sample_last;
    input wire signed [24:0] mu8;
    input wire  taken;
    output reg  [31:0] low;
    output reg  [31:0] high;
    output reg  complete;

    // Constant declarations
    localparam  limb = 7'b100000;

    // Stub signals
    reg  squarer$s_valid;
    reg  squarer$s_last;
    reg  [24:0] squarer$s_data;
    wire  squarer$m_valid;
    wire  squarer$m_last;
    wire  [49:0] squarer$m_data;
    reg  [31:0] accumulate$term_low;
    reg  [31:0] accumulate$term_high;
    reg  accumulate$carry;
    reg  accumulate$term_valid;
    reg  accumulate$term_last;
    reg  accumulate$taken;
    wire  [31:0] accumulate$low;
    wire  [31:0] accumulate$high;
    wire  accumulate$complete;

    // Local signals
    reg  [23:0] shifted;
    reg signed [23:0] fixed;
    reg signed [24:0] wide;
    reg signed [24:0] difference;

    // Sub module instances
    l2_norm$deviation$squarer squarer(
        .clock(clock),
        .reset(reset),
        .s_valid(squarer$s_valid),
        .s_last(squarer$s_last),
        .s_data(squarer$s_data),
        .m_valid(squarer$m_valid),
        .m_last(squarer$m_last),
        .m_data(squarer$m_data)
    );
    l2_norm$deviation$accumulate accumulate(
        .clock(clock),
        .reset(reset),
        .term_low(accumulate$term_low),
        .term_high(accumulate$term_high),
        .carry(accumulate$carry),
        .term_valid(accumulate$term_valid),
        .term_last(accumulate$term_last),
        .taken(accumulate$taken),
        .low(accumulate$low),
        .high(accumulate$high),
        .complete(accumulate$complete)
    );

    // Update code
    always @(*) begin
        shifted = ((sample[(32'h0)+:(16)]) & 24'hffffff) << 32'h8;
        fixed = $signed(shifted);
        wide = $signed(fixed);
        difference = wide - mu8;
        squarer$s_valid = sample_valid;
        squarer$s_last = sample_last;
        squarer$s_data = $unsigned(difference);
        accumulate$term_low = squarer$m_data[(32'h0)+:(32)];
        accumulate$term_high = ((squarer$m_data[(limb)+:(16)]) & 32'hffffffff);
        accumulate$carry = 1'b0;
        accumulate$term_valid = squarer$m_valid;
        accumulate$term_last = squarer$m_last;
        accumulate$taken = taken;
        low = accumulate$low;
        high = accumulate$high;
        complete = accumulate$complete;
    end

endmodule

module l2_norm$deviation$accumulate(clock,reset,term_low,term_high,carry,term_valid,term_last,taken,low,high,complete);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  [31:0] term_low;
    input wire  [31:0] term_high;
    input wire  carry;
    input wire  term_valid;
    input wire  term_last;
    input wire  taken;
    output reg  [31:0] low;
    output reg  [31:0] high;
    output reg  complete;

    // Stub signals
    reg  under_way$d;
    wire  under_way$q;
    reg  [31:0] low_add$a;
    reg  [31:0] low_add$b;
    reg  low_add$carry;
    wire  [31:0] low_add$sum;
    wire  low_add$over;
    reg  [31:0] low_sum$d;
    wire  [31:0] low_sum$q;
    reg  [31:0] low_again$d;
    wire  [31:0] low_again$q;
    reg  above$d;
    wire  above$q;
    reg  [31:0] high_term$d;
    wire  [31:0] high_term$q;
    reg  high_valid$d;
    wire  high_valid$q;
    reg  high_last$d;
    wire  high_last$q;
    reg  high_first$d;
    wire  high_first$q;
    reg  [31:0] high_add$a;
    reg  [31:0] high_add$b;
    reg  high_add$carry;
    wire  [31:0] high_add$sum;
    wire  high_add$over;
    reg  [31:0] high_sum$d;
    wire  [31:0] high_sum$q;
    reg  whole$d;
    wire  whole$q;

    // Sub module instances
    l2_norm$back$emit$active under_way(
        .d(under_way$d),
        .q(under_way$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$deviation$accumulate$high_add low_add(
        .a(low_add$a),
        .b(low_add$b),
        .carry(low_add$carry),
        .sum(low_add$sum),
        .over(low_add$over)
    );
    l2_norm$back$emit$counter$total low_sum(
        .d(low_sum$d),
        .q(low_sum$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$counter$total low_again(
        .d(low_again$d),
        .q(low_again$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active above(
        .d(above$d),
        .q(above$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$counter$total high_term(
        .d(high_term$d),
        .q(high_term$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active high_valid(
        .d(high_valid$d),
        .q(high_valid$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active high_last(
        .d(high_last$d),
        .q(high_last$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active high_first(
        .d(high_first$d),
        .q(high_first$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$deviation$accumulate$high_add high_add(
        .a(high_add$a),
        .b(high_add$b),
        .carry(high_add$carry),
        .sum(high_add$sum),
        .over(high_add$over)
    );
    l2_norm$back$emit$counter$total high_sum(
        .d(high_sum$d),
        .q(high_sum$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active whole(
        .d(whole$d),
        .q(whole$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        under_way$d = under_way$q;
        low_sum$d = low_sum$q;
        low_again$d = low_again$q;
        above$d = above$q;
        high_term$d = high_term$q;
        high_valid$d = high_valid$q;
        high_last$d = high_last$q;
        high_first$d = high_first$q;
        high_sum$d = high_sum$q;
        whole$d = whole$q;
        low_add$a = 32'h0;
        if (under_way$q) begin
            low_add$a = low_sum$q;
        end
        low_add$b = term_low;
        low_add$carry = carry;
        high_valid$d = term_valid;
        if (term_valid) begin
            low_sum$d = low_add$sum;
            above$d = low_add$over;
            high_term$d = term_high;
            under_way$d = ~term_last;
            high_first$d = ~under_way$q;
            high_last$d = term_last;
        end
        low_again$d = low_sum$q;
        high_add$a = high_sum$q;
        if (high_first$q) begin
            high_add$a = 32'h0;
        end
        high_add$b = high_term$q;
        high_add$carry = above$q;
        if (taken) begin
            whole$d = 1'b0;
        end
        if (high_valid$q) begin
            high_sum$d = high_add$sum;
            if (high_last$q) begin
                whole$d = 1'b1;
            end
        end
        low = low_again$q;
        high = high_sum$q;
        complete = whole$q;
    end

endmodule

module l2_norm$deviation$accumulate$high_add(a,b,carry,sum,over);

    // Module arguments
    input wire  [31:0] a;
    input wire  [31:0] b;
    input wire  carry;
    output reg  [31:0] sum;
    output reg  over;

    // Update code (custom)
    wire [33:0] total;
    assign total = {1'b0, a, 1'b1} + {1'b0, b, carry};
    always @(*) sum = total[32:1];
    always @(*) over = total[33];
endmodule

module l2_norm$deviation$squarer(clock,reset,s_valid,s_last,s_data,m_valid,m_last,m_data);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  s_valid;
    input wire  s_last;
    input wire  [24:0] s_data;
    output reg  m_valid;
    output reg  m_last;
    output reg  [49:0] m_data;

    // Update code (custom)
    wire n0;
    wire n1;
    wire [24:0] n2;
    reg [24:0] n3;
    wire [49:0] n4;
    reg [49:0] n5;
    reg n6;
    reg n7;
    reg n8;
    reg n9;
    assign n0 = s_valid;
    assign n1 = s_last;
    assign n2 = s_data;
    always @(posedge clock) begin
       if (reset) n3 <= 25'h0;
       else n3 <= n2;
    end
    assign n4 = $signed(n3) * $signed(n3);
    always @(posedge clock) begin
       if (reset) n5 <= 50'h0;
       else n5 <= n4;
    end
    always @(posedge clock) begin
       if (reset) n6 <= 1'h0;
       else n6 <= n0;
    end
    always @(posedge clock) begin
       if (reset) n7 <= 1'h0;
       else n7 <= n6;
    end
    always @(posedge clock) begin
       if (reset) n8 <= 1'h0;
       else n8 <= n1;
    end
    always @(posedge clock) begin
       if (reset) n9 <= 1'h0;
       else n9 <= n8;
    end
    always @(*) m_valid = n7;
    always @(*) m_last = n9;
    always @(*) m_data = n5;
endmodule

module l2_norm$front(clock,reset,s_valid,s_ready,s_data,s_last,s_tag,released,again_address,again,accepted,read_enable,read_address,store,address,sample,sample_valid,sample_last,sample_mu,sample_mu8,complete,start,done,held,full,taken,mu,residue,samples,tag,dropped);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  s_valid;
    output reg  s_ready;
    input wire signed [15:0] s_data;
    input wire  s_last;
    input wire  [25:0] s_tag;
    input wire  released;
    input wire  [10:0] again_address;
    output reg signed [15:0] again;
    output reg  accepted;
    output reg  read_enable;
    output reg  [10:0] read_address;
    output reg  store;
    output reg  [10:0] address;
    output reg signed [15:0] sample;
    output reg  sample_valid;
    output reg  sample_last;
    output reg signed [31:0] sample_mu;
    output reg signed [24:0] sample_mu8;
    input wire  complete;
    output reg  start;
    input wire  done;
    output reg  held;
    output reg  full;
    input wire  taken;
    output reg signed [31:0] mu;
    output reg  [10:0] residue;
    output reg  [10:0] samples;
    output reg  [25:0] tag;
    output reg  [31:0] dropped;

    // Stub signals
    reg  load$s_valid;
    wire  load$s_ready;
    reg signed [15:0] load$s_data;
    reg  load$s_last;
    reg  [25:0] load$s_tag;
    reg  load$released;
    wire  load$accepted;
    wire  load$store;
    wire  load$fresh;
    wire  [10:0] load$address;
    wire signed [15:0] load$sample;
    reg  load$idle;
    wire  load$hand;
    wire  load$summed;
    wire  [32:0] load$sum;
    wire  [10:0] load$samples;
    wire  [25:0] load$tag;
    wire  [31:0] load$dropped;
    reg  ring$write_enable;
    reg  [10:0] ring$write_address;
    reg signed [15:0] ring$write_data;
    reg  ring$read1_enable;
    reg  [10:0] ring$read1_address;
    wire signed [15:0] ring$read1_data;
    reg  ring$read2_enable;
    reg  [10:0] ring$read2_address;
    wire signed [15:0] ring$read2_data;
    reg signed [15:0] read$d;
    wire signed [15:0] read$q;
    wire  mean$idle;
    reg  mean$hand;
    reg  [10:0] mean$s_samples;
    reg  [25:0] mean$s_tag;
    reg  mean$summed;
    reg  [32:0] mean$sum;
    wire  mean$full;
    reg  mean$taken;
    wire  [10:0] mean$samples;
    wire  [25:0] mean$tag;
    wire signed [31:0] mean$mu;
    wire  [10:0] mean$residue;
    reg  deviate$full;
    wire  deviate$taken;
    reg signed [31:0] deviate$s_mu;
    reg  [10:0] deviate$s_residue;
    reg  [10:0] deviate$s_samples;
    reg  [25:0] deviate$s_tag;
    wire  deviate$read_enable;
    wire  [10:0] deviate$read_address;
    wire  deviate$sample_valid;
    wire  deviate$sample_last;
    wire signed [31:0] deviate$sample_mu;
    wire signed [24:0] deviate$sample_mu8;
    reg  deviate$idle;
    wire  deviate$hand;
    wire signed [31:0] deviate$mu;
    wire  [10:0] deviate$residue;
    wire  [10:0] deviate$samples;
    wire  [25:0] deviate$tag;
    wire  scale$idle;
    reg  scale$hand;
    reg signed [31:0] scale$s_mu;
    reg  [10:0] scale$s_residue;
    reg  [10:0] scale$s_samples;
    reg  [25:0] scale$s_tag;
    reg  scale$complete;
    wire  scale$start;
    reg  scale$done;
    wire  scale$full;
    reg  scale$taken;
    wire signed [31:0] scale$mu;
    wire  [10:0] scale$residue;
    wire  [10:0] scale$samples;
    wire  [25:0] scale$tag;

    // Sub module instances
    l2_norm$front$load load(
        .clock(clock),
        .reset(reset),
        .s_valid(load$s_valid),
        .s_ready(load$s_ready),
        .s_data(load$s_data),
        .s_last(load$s_last),
        .s_tag(load$s_tag),
        .released(load$released),
        .accepted(load$accepted),
        .store(load$store),
        .fresh(load$fresh),
        .address(load$address),
        .sample(load$sample),
        .idle(load$idle),
        .hand(load$hand),
        .summed(load$summed),
        .sum(load$sum),
        .samples(load$samples),
        .tag(load$tag),
        .dropped(load$dropped)
    );
    l2_norm$front$ring ring(
        .clock(clock),
        .write_enable(ring$write_enable),
        .write_address(ring$write_address),
        .write_data(ring$write_data),
        .read1_enable(ring$read1_enable),
        .read1_address(ring$read1_address),
        .read1_data(ring$read1_data),
        .read2_enable(ring$read2_enable),
        .read2_address(ring$read2_address),
        .read2_data(ring$read2_data)
    );
    l2_norm$front$load$stored_data read(
        .d(read$d),
        .q(read$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$front$mean mean(
        .clock(clock),
        .reset(reset),
        .idle(mean$idle),
        .hand(mean$hand),
        .s_samples(mean$s_samples),
        .s_tag(mean$s_tag),
        .summed(mean$summed),
        .sum(mean$sum),
        .full(mean$full),
        .taken(mean$taken),
        .samples(mean$samples),
        .tag(mean$tag),
        .mu(mean$mu),
        .residue(mean$residue)
    );
    l2_norm$front$deviate deviate(
        .clock(clock),
        .reset(reset),
        .full(deviate$full),
        .taken(deviate$taken),
        .s_mu(deviate$s_mu),
        .s_residue(deviate$s_residue),
        .s_samples(deviate$s_samples),
        .s_tag(deviate$s_tag),
        .read_enable(deviate$read_enable),
        .read_address(deviate$read_address),
        .sample_valid(deviate$sample_valid),
        .sample_last(deviate$sample_last),
        .sample_mu(deviate$sample_mu),
        .sample_mu8(deviate$sample_mu8),
        .idle(deviate$idle),
        .hand(deviate$hand),
        .mu(deviate$mu),
        .residue(deviate$residue),
        .samples(deviate$samples),
        .tag(deviate$tag)
    );
    l2_norm$front$scale scale(
        .clock(clock),
        .reset(reset),
        .idle(scale$idle),
        .hand(scale$hand),
        .s_mu(scale$s_mu),
        .s_residue(scale$s_residue),
        .s_samples(scale$s_samples),
        .s_tag(scale$s_tag),
        .complete(scale$complete),
        .start(scale$start),
        .done(scale$done),
        .full(scale$full),
        .taken(scale$taken),
        .mu(scale$mu),
        .residue(scale$residue),
        .samples(scale$samples),
        .tag(scale$tag)
    );

    // Update code
    always @(*) begin
        read$d = read$q;
        load$s_valid = s_valid;
        s_ready = load$s_ready;
        load$s_data = s_data;
        load$s_last = s_last;
        load$s_tag = s_tag;
        load$released = released;
        load$idle = mean$idle;
        dropped = load$dropped;
        store = load$store;
        address = load$address;
        ring$write_enable = load$store;
        ring$write_address = load$address;
        ring$write_data = load$sample;
        ring$read1_enable = deviate$read_enable;
        ring$read1_address = deviate$read_address;
        ring$read2_enable = released;
        ring$read2_address = again_address;
        again = ring$read2_data;
        read_enable = deviate$read_enable;
        read_address = deviate$read_address;
        accepted = load$accepted;
        mean$hand = load$hand;
        mean$s_samples = load$samples;
        mean$s_tag = load$tag;
        mean$summed = load$summed;
        mean$sum = load$sum;
        mean$taken = deviate$taken;
        deviate$full = mean$full;
        deviate$s_mu = mean$mu;
        deviate$s_residue = mean$residue;
        deviate$s_samples = mean$samples;
        deviate$s_tag = mean$tag;
        deviate$idle = scale$idle;
        read$d = ring$read1_data;
        sample = read$q;
        sample_valid = deviate$sample_valid;
        sample_last = deviate$sample_last;
        sample_mu = deviate$sample_mu;
        sample_mu8 = deviate$sample_mu8;
        held = ~scale$idle;
        scale$hand = deviate$hand;
        scale$s_mu = deviate$mu;
        scale$s_residue = deviate$residue;
        scale$s_samples = deviate$samples;
        scale$s_tag = deviate$tag;
        scale$complete = complete;
        start = scale$start;
        scale$done = done;
        full = scale$full;
        scale$taken = taken;
        mu = scale$mu;
        residue = scale$residue;
        samples = scale$samples;
        tag = scale$tag;
    end

endmodule

module l2_norm$front$deviate(clock,reset,full,taken,s_mu,s_residue,s_samples,s_tag,read_enable,read_address,sample_valid,sample_last,sample_mu,sample_mu8,idle,hand,mu,residue,samples,tag);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  full;
    output reg  taken;
    input wire signed [31:0] s_mu;
    input wire  [10:0] s_residue;
    input wire  [10:0] s_samples;
    input wire  [25:0] s_tag;
    output reg  read_enable;
    output reg  [10:0] read_address;
    output reg  sample_valid;
    output reg  sample_last;
    output reg signed [31:0] sample_mu;
    output reg signed [24:0] sample_mu8;
    input wire  idle;
    output reg  hand;
    output reg signed [31:0] mu;
    output reg  [10:0] residue;
    output reg  [10:0] samples;
    output reg  [25:0] tag;

    // Constant declarations
    localparam  one = 11'b1;
    localparam  two = 11'b10;

    // Stub signals
    reg  active$d;
    wire  active$q;
    reg  waiting$d;
    wire  waiting$q;
    reg  [10:0] left$d;
    wire  [10:0] left$q;
    reg  at_last$d;
    wire  at_last$q;
    reg  [10:0] number$d;
    wire  [10:0] number$q;
    reg  [25:0] tag_held$d;
    wire  [25:0] tag_held$q;
    reg signed [31:0] mean$d;
    wire signed [31:0] mean$q;
    reg  [10:0] rest$d;
    wire  [10:0] rest$q;
    reg  [10:0] pointer$d;
    wire  [10:0] pointer$q;
    reg  word$d;
    wire  word$q;
    reg  word_last$d;
    wire  word_last$q;
    reg  held$d;
    wire  held$q;
    reg  held_last$d;
    wire  held_last$q;
    reg  late$d;
    wire  late$q;
    reg  later$d;
    wire  later$q;
    reg signed [31:0] round$mu;
    wire signed [24:0] round$mu8;
    reg signed [24:0] mean8$d;
    wire signed [24:0] mean8$q;

    // Local signals
    reg  reading;
    reg  ending;
    reg  hands;
    reg  takes;

    // Sub module instances
    l2_norm$back$emit$active active(
        .d(active$d),
        .q(active$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active waiting(
        .d(waiting$d),
        .q(waiting$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$left left(
        .d(left$d),
        .q(left$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active at_last(
        .d(at_last$d),
        .q(at_last$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$left number(
        .d(number$d),
        .q(number$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$quotient tag_held(
        .d(tag_held$d),
        .q(tag_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$mean mean(
        .d(mean$d),
        .q(mean$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$left rest(
        .d(rest$d),
        .q(rest$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$left pointer(
        .d(pointer$d),
        .q(pointer$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active word(
        .d(word$d),
        .q(word$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active word_last(
        .d(word_last$d),
        .q(word_last$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active held(
        .d(held$d),
        .q(held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active held_last(
        .d(held_last$d),
        .q(held_last$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active late(
        .d(late$d),
        .q(late$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active later(
        .d(later$d),
        .q(later$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$round_mean round(
        .mu(round$mu),
        .mu8(round$mu8)
    );
    l2_norm$back$emit$deviation mean8(
        .d(mean8$d),
        .q(mean8$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        active$d = active$q;
        waiting$d = waiting$q;
        left$d = left$q;
        at_last$d = at_last$q;
        number$d = number$q;
        tag_held$d = tag_held$q;
        mean$d = mean$q;
        pointer$d = pointer$q;
        word$d = word$q;
        word_last$d = word_last$q;
        late$d = late$q;
        mean8$d = mean8$q;
        rest$d = rest$q;
        held$d = held$q;
        held_last$d = held_last$q;
        later$d = later$q;
        reading = active$q & ~waiting$q;
        ending = reading & at_last$q;
        hands = (ending | waiting$q) & idle;
        takes = full & (~active$q | hands);
        if (ending) begin
            waiting$d = 1'b1;
        end
        if (hands) begin
            waiting$d = 1'b0;
            active$d = 1'b0;
        end
        if (reading) begin
            left$d = left$q - 32'h1;
            at_last$d = left$q == two;
            pointer$d = pointer$q + 32'h1;
        end
        if (takes) begin
            active$d = 1'b1;
            left$d = s_samples;
            at_last$d = s_samples == one;
        end
        late$d = takes;
        later$d = late$q;
        round$mu = s_mu;
        if (late$q) begin
            number$d = s_samples;
            tag_held$d = s_tag;
        end
        if (later$q) begin
            mean$d = s_mu;
            rest$d = s_residue;
            mean8$d = round$mu8;
        end
        word$d = reading;
        word_last$d = ending;
        held$d = word$q;
        held_last$d = word_last$q;
        taken = takes;
        read_enable = reading;
        read_address = pointer$q;
        sample_valid = held$q;
        sample_last = held_last$q;
        sample_mu = mean$q;
        sample_mu8 = mean8$q;
        hand = hands;
        mu = mean$q;
        residue = rest$q;
        samples = number$q;
        tag = tag_held$q;
    end

endmodule

module l2_norm$front$load(clock,reset,s_valid,s_ready,s_data,s_last,s_tag,released,accepted,store,fresh,address,sample,idle,hand,summed,sum,samples,tag,dropped);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  s_valid;
    output reg  s_ready;
    input wire signed [15:0] s_data;
    input wire  s_last;
    input wire  [25:0] s_tag;
    input wire  released;
    output reg  accepted;
    output reg  store;
    output reg  fresh;
    output reg  [10:0] address;
    output reg signed [15:0] sample;
    input wire  idle;
    output reg  hand;
    output reg  summed;
    output reg  [32:0] sum;
    output reg  [10:0] samples;
    output reg  [25:0] tag;
    output reg  [31:0] dropped;

    // Constant declarations
    localparam  high = 7'b1010;
    localparam  most = 11'b11111111100;
    localparam  less = 11'b11111111111;
    localparam signed [15:0] nought = 16'h0;

    // Stub signals
    reg  room$d;
    wire  room$q;
    reg  [10:0] level$d;
    wire  [10:0] level$q;
    reg  closed$d;
    wire  closed$q;
    reg  pending$d;
    wire  pending$q;
    reg  within_channel$d;
    wire  within_channel$q;
    reg  [10:0] count$d;
    wire  [10:0] count$q;
    reg  [25:0] tag_held$d;
    wire  [25:0] tag_held$q;
    reg  [10:0] pointer$d;
    wire  [10:0] pointer$q;
    reg  stored$d;
    wire  stored$q;
    reg  stored_fresh$d;
    wire  stored_fresh$q;
    reg signed [15:0] stored_data$d;
    wire signed [15:0] stored_data$q;
    reg  moved$d;
    wire  moved$q;
    reg  moved_last$d;
    wire  moved_last$q;
    reg  total$valid;
    reg  total$last;
    reg signed [15:0] total$sample;
    reg  total$counts;
    wire  total$complete;
    wire  [32:0] total$sum;
    reg  [1:0] overflow$events;
    reg  overflow$enable;
    wire  [31:0] overflow$count;

    // Local signals
    reg  ready;
    reg  accept;
    reg  free;
    reg  full;
    reg  keep;
    reg  [10:0] change;

    // Sub module instances
    l2_norm$back$emit$active room(
        .d(room$d),
        .q(room$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$left level(
        .d(level$d),
        .q(level$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active closed(
        .d(closed$d),
        .q(closed$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active pending(
        .d(pending$d),
        .q(pending$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active within_channel(
        .d(within_channel$d),
        .q(within_channel$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$left count(
        .d(count$d),
        .q(count$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$quotient tag_held(
        .d(tag_held$d),
        .q(tag_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$left pointer(
        .d(pointer$d),
        .q(pointer$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active stored(
        .d(stored$d),
        .q(stored$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active stored_fresh(
        .d(stored_fresh$d),
        .q(stored_fresh$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$front$load$stored_data stored_data(
        .d(stored_data$d),
        .q(stored_data$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active moved(
        .d(moved$d),
        .q(moved$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active moved_last(
        .d(moved_last$d),
        .q(moved_last$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$front$load$total total(
        .clock(clock),
        .reset(reset),
        .valid(total$valid),
        .last(total$last),
        .sample(total$sample),
        .counts(total$counts),
        .complete(total$complete),
        .sum(total$sum)
    );
    l2_norm$back$emit$counter overflow(
        .clock(clock),
        .reset(reset),
        .events(overflow$events),
        .enable(overflow$enable),
        .count(overflow$count)
    );

    // Update code
    always @(*) begin
        room$d = room$q;
        level$d = level$q;
        closed$d = closed$q;
        pending$d = pending$q;
        within_channel$d = within_channel$q;
        count$d = count$q;
        tag_held$d = tag_held$q;
        pointer$d = pointer$q;
        stored$d = stored$q;
        stored_fresh$d = stored_fresh$q;
        stored_data$d = stored_data$q;
        moved$d = moved$q;
        moved_last$d = moved_last$q;
        ready = ~closed$q & room$q;
        accept = s_valid & ready;
        free = idle & ~pending$q;
        full = within_channel$q & count$q[high];
        keep = accept & ~full;
        change = 32'h0;
        if (keep & ~released) begin
            change = 32'h1;
        end
        if (released & ~keep) begin
            change = less;
        end
        level$d = level$q + change;
        room$d = level$q < most;
        stored$d = keep;
        moved$d = accept;
        stored_fresh$d = ~within_channel$q;
        moved_last$d = s_last;
        stored_data$d = s_data;
        if (full) begin
            stored_data$d = nought;
        end
        overflow$enable = accept;
        overflow$events = ((full) & 2'h3);
        hand = pending$q & idle;
        if (pending$q & idle) begin
            pending$d = 1'b0;
            closed$d = 1'b0;
        end
        if (accept) begin
            within_channel$d = ~s_last;
            if (s_last) begin
                pending$d = 1'b1;
                closed$d = ~free;
            end
            if (~within_channel$q) begin
                tag_held$d = s_tag;
                count$d = 32'h1;
            end
            else if (~full) begin
                count$d = count$q + 32'h1;
            end
        end
        if (stored$q) begin
            pointer$d = pointer$q + 32'h1;
        end
        total$valid = moved$q;
        total$last = moved_last$q;
        total$sample = stored_data$q;
        total$counts = stored$q;
        s_ready = ready;
        accepted = accept;
        store = stored$q;
        fresh = stored_fresh$q;
        address = pointer$q;
        sample = stored_data$q;
        summed = total$complete;
        sum = total$sum;
        samples = count$q;
        tag = tag_held$q;
        dropped = overflow$count;
    end

endmodule

module l2_norm$front$load$stored_data(d,q,clock,reset);

    // Module arguments
    input wire signed [15:0] d;
    output reg signed [15:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 16'h0;
       else q <= d;
    end
endmodule

module l2_norm$front$load$total(clock,reset,valid,last,sample,counts,complete,sum);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  valid;
    input wire  last;
    input wire signed [15:0] sample;
    input wire  counts;
    output reg  complete;
    output reg  [32:0] sum;

    // Update code (custom)
    wire n0;
    wire n1;
    wire [15:0] n2;
    wire n3;
    wire [14:0] n4;
    wire n5;
    wire n6;
    wire n7;
    wire [15:0] n8;
    wire [9:0] n9;
    wire [25:0] n10;
    reg n11;
    wire n12;
    wire n13;
    reg [25:0] n14;
    wire [25:0] n15;
    wire [25:0] n16;
    wire n17;
    wire [26:0] n18;
    wire n19;
    wire [26:0] n20;
    wire [26:0] n21;
    wire [25:0] n22;
    wire [25:0] n23;
    wire n24;
    reg n25;
    wire [6:0] n26;
    wire [32:0] n27;
    assign n0 = valid;
    assign n1 = last;
    assign n2 = sample;
    assign n3 = counts;
    assign n4 = n2[14:0];
    assign n5 = n2[15];
    assign n6 = ~n5;
    assign n7 = n6 & n3;
    assign n8 = {n7, n4};
    assign n9 = 10'h0;
    assign n10 = {n9, n8};
    always @(posedge clock) begin
       if (reset) n11 <= 1'h0;
       else n11 <= n13;
    end
    assign n12 = ~n1;
    assign n13 = n0 ? n12 : n11;
    always @(posedge clock) begin
       if (reset) n14 <= 26'h0;
       else n14 <= n23;
    end
    assign n15 = {n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11};
    assign n16 = n14 & n15;
    assign n17 = 1'h0;
    assign n18 = {n17, n16};
    assign n19 = 1'h0;
    assign n20 = {n19, n10};
    assign n21 = n18 + n20;
    assign n22 = n21[25:0];
    assign n23 = n0 ? n22 : n14;
    assign n24 = n0 & n1;
    always @(posedge clock) begin
       if (reset) n25 <= 1'h0;
       else n25 <= n24;
    end
    assign n26 = 7'h0;
    assign n27 = {n26, n14};
    always @(*) complete = n25;
    always @(*) sum = n27;
endmodule

module l2_norm$front$mean(clock,reset,idle,hand,s_samples,s_tag,summed,sum,full,taken,samples,tag,mu,residue);

    // Module arguments
    input wire  clock;
    input wire  reset;
    output reg  idle;
    input wire  hand;
    input wire  [10:0] s_samples;
    input wire  [25:0] s_tag;
    input wire  summed;
    input wire  [32:0] sum;
    output reg  full;
    input wire  taken;
    output reg  [10:0] samples;
    output reg  [25:0] tag;
    output reg signed [31:0] mu;
    output reg  [10:0] residue;

    // Stub signals
    reg  busy$d;
    wire  busy$q;
    reg  handed$d;
    wire  handed$q;
    reg  stands$d;
    wire  stands$q;
    reg  running$d;
    wire  running$q;
    reg  [10:0] number$d;
    wire  [10:0] number$q;
    reg  [25:0] tag_held$d;
    wire  [25:0] tag_held$q;
    reg  average$start;
    reg  [32:0] average$sum;
    reg  [10:0] average$samples;
    wire  average$done;
    wire signed [31:0] average$mean;
    wire  [10:0] average$residue;

    // Local signals
    reg  begins;

    // Sub module instances
    l2_norm$back$emit$active busy(
        .d(busy$d),
        .q(busy$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active handed(
        .d(handed$d),
        .q(handed$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active stands(
        .d(stands$d),
        .q(stands$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active running(
        .d(running$d),
        .q(running$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$left number(
        .d(number$d),
        .q(number$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$quotient tag_held(
        .d(tag_held$d),
        .q(tag_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$front$mean$average average(
        .clock(clock),
        .reset(reset),
        .start(average$start),
        .sum(average$sum),
        .samples(average$samples),
        .done(average$done),
        .mean(average$mean),
        .residue(average$residue)
    );

    // Update code
    always @(*) begin
        busy$d = busy$q;
        handed$d = handed$q;
        stands$d = stands$q;
        running$d = running$q;
        number$d = number$q;
        tag_held$d = tag_held$q;
        begins = handed$q & (summed | stands$q);
        average$start = begins;
        average$sum = sum;
        average$samples = number$q;
        if (summed) begin
            stands$d = 1'b1;
        end
        if (begins) begin
            handed$d = 1'b0;
            stands$d = 1'b0;
            running$d = 1'b1;
        end
        if (taken) begin
            busy$d = 1'b0;
            running$d = 1'b0;
        end
        if (hand) begin
            busy$d = 1'b1;
            handed$d = 1'b1;
            number$d = s_samples;
            tag_held$d = s_tag;
        end
        idle = ~busy$q;
        full = running$q & average$done;
        mu = average$mean;
        residue = average$residue;
        samples = number$q;
        tag = tag_held$q;
    end

endmodule

module l2_norm$front$mean$average(clock,reset,start,sum,samples,done,mean,residue);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  start;
    input wire  [32:0] sum;
    input wire  [10:0] samples;
    output reg  done;
    output reg signed [31:0] mean;
    output reg  [10:0] residue;

    // Update code (custom)
    wire n0;
    wire [32:0] n1;
    wire [10:0] n2;
    wire n3;
    wire n4;
    wire [9:0] n5;
    wire [25:0] n6;
    wire [6:0] n7;
    wire [16:0] n8;
    wire [15:0] n9;
    wire [41:0] n10;
    reg [5:0] n11;
    wire [5:0] n12;
    wire [5:0] n13;
    wire [5:0] n14;
    wire [5:0] n15;
    wire [5:0] n16;
    wire n17;
    reg n18;
    wire [5:0] n19;
    wire [5:0] n20;
    wire n21;
    wire n22;
    reg [10:0] n23;
    wire [9:0] n24;
    reg [31:0] n25;
    wire n26;
    wire [11:0] n27;
    wire n28;
    wire [11:0] n29;
    wire [11:0] n30;
    wire n31;
    wire [11:0] n32;
    wire [10:0] n33;
    wire n34;
    wire [32:0] n35;
    wire [31:0] n36;
    wire [9:0] n37;
    wire n38;
    wire [10:0] n39;
    wire [31:0] n40;
    wire [31:0] n41;
    wire [31:0] n42;
    wire n43;
    wire n44;
    reg n45;
    wire n46;
    wire n47;
    wire n48;
    wire n49;
    reg n50;
    wire n51;
    wire [10:0] n52;
    wire [10:0] n53;
    reg n54;
    wire n55;
    wire n56;
    wire n57;
    wire [29:0] n58;
    wire n59;
    wire n60;
    wire [31:0] n61;
    assign n0 = start;
    assign n1 = sum;
    assign n2 = samples;
    assign n3 = 1'h0;
    assign n4 = 1'h1;
    assign n5 = n2[10:1];
    assign n6 = n1[25:0];
    assign n7 = 7'h0;
    assign n8 = {n7, n5};
    assign n9 = n8[15:0];
    assign n10 = {n6, n9};
    always @(posedge clock) begin
       if (reset) n11 <= 6'h0;
       else n11 <= n20;
    end
    assign n12 = 6'h20;
    assign n13 = 6'h3f;
    assign n14 = n11 + n13;
    assign n15 = 6'h1;
    assign n16 = n11 ^ n15;
    assign n17 = |n16;
    always @(posedge clock) begin
       if (reset) n18 <= 1'h0;
       else n18 <= n22;
    end
    assign n19 = n18 ? n14 : n11;
    assign n20 = n0 ? n12 : n19;
    assign n21 = n18 ? n17 : n18;
    assign n22 = n0 ? n4 : n21;
    always @(posedge clock) begin
       if (reset) n23 <= 11'h0;
       else n23 <= n53;
    end
    assign n24 = n23[9:0];
    always @(posedge clock) begin
       if (reset) n25 <= 32'h0;
       else n25 <= n42;
    end
    assign n26 = n25[31];
    assign n27 = {n3, n24, n26};
    assign n28 = 1'h0;
    assign n29 = {n28, n2};
    assign n30 = n27 - n29;
    assign n31 = n30[11];
    assign n32 = n31 ? n27 : n30;
    assign n33 = n32[10:0];
    assign n34 = ~n31;
    assign n35 = {n25, n34};
    assign n36 = n35[31:0];
    assign n37 = n10[41:32];
    assign n38 = 1'h0;
    assign n39 = {n38, n37};
    assign n40 = n10[31:0];
    assign n41 = n18 ? n36 : n25;
    assign n42 = n0 ? n40 : n41;
    assign n43 = ~n17;
    assign n44 = n18 & n43;
    always @(posedge clock) begin
       if (reset) n45 <= 1'h0;
       else n45 <= n44;
    end
    assign n46 = n25[0];
    assign n47 = |n24;
    assign n48 = n2[0];
    assign n49 = n47 | n48;
    always @(posedge clock) begin
       if (reset) n50 <= 1'h0;
       else n50 <= n51;
    end
    assign n51 = n45 ? n49 : n50;
    assign n52 = n18 ? n33 : n23;
    assign n53 = n0 ? n39 : n52;
    always @(posedge clock) begin
       if (reset) n54 <= 1'h0;
       else n54 <= n56;
    end
    assign n55 = n45 ? n4 : n54;
    assign n56 = n0 ? n3 : n55;
    assign n57 = n46 & n50;
    assign n58 = n25[30:1];
    assign n59 = n25[31];
    assign n60 = ~n59;
    assign n61 = {n60, n58, n57};
    always @(*) done = n54;
    always @(*) mean = n61;
    always @(*) residue = n23;
endmodule

module l2_norm$front$ring(clock,write_enable,write_address,write_data,read1_enable,read1_address,read1_data,read2_enable,read2_address,read2_data);

    // Module arguments
    input wire  clock;
    input wire  write_enable;
    input wire  [10:0] write_address;
    input wire signed [15:0] write_data;
    input wire  read1_enable;
    input wire  [10:0] read1_address;
    output reg signed [15:0] read1_data;
    input wire  read2_enable;
    input wire  [10:0] read2_address;
    output reg signed [15:0] read2_data;

    // Update code (custom)
    reg signed [15:0] contents [0:2047];
    always @(posedge clock) begin
       if (write_enable) contents[write_address] <= write_data;
       if (read1_enable) read1_data <= contents[read1_address];
       if (read2_enable) read2_data <= contents[read2_address];
    end
endmodule

module l2_norm$front$scale(clock,reset,idle,hand,s_mu,s_residue,s_samples,s_tag,complete,start,done,full,taken,mu,residue,samples,tag);

    // Module arguments
    input wire  clock;
    input wire  reset;
    output reg  idle;
    input wire  hand;
    input wire signed [31:0] s_mu;
    input wire  [10:0] s_residue;
    input wire  [10:0] s_samples;
    input wire  [25:0] s_tag;
    input wire  complete;
    output reg  start;
    input wire  done;
    output reg  full;
    input wire  taken;
    output reg signed [31:0] mu;
    output reg  [10:0] residue;
    output reg  [10:0] samples;
    output reg  [25:0] tag;

    // Stub signals
    reg  busy$d;
    wire  busy$q;
    reg  running$d;
    wire  running$q;
    reg  [10:0] number$d;
    wire  [10:0] number$q;
    reg  [25:0] tag_held$d;
    wire  [25:0] tag_held$q;
    reg signed [31:0] mean$d;
    wire signed [31:0] mean$q;
    reg  [10:0] rest$d;
    wire  [10:0] rest$q;
    reg  late$d;
    wire  late$q;
    reg  later$d;
    wire  later$q;

    // Local signals
    reg  begins;

    // Sub module instances
    l2_norm$back$emit$active busy(
        .d(busy$d),
        .q(busy$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active running(
        .d(running$d),
        .q(running$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$left number(
        .d(number$d),
        .q(number$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$quotient tag_held(
        .d(tag_held$d),
        .q(tag_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$mean mean(
        .d(mean$d),
        .q(mean$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$left rest(
        .d(rest$d),
        .q(rest$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active late(
        .d(late$d),
        .q(late$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active later(
        .d(later$d),
        .q(later$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        busy$d = busy$q;
        running$d = running$q;
        number$d = number$q;
        tag_held$d = tag_held$q;
        mean$d = mean$q;
        rest$d = rest$q;
        late$d = late$q;
        later$d = later$q;
        begins = busy$q & ~late$q & ~running$q & complete;
        if (begins) begin
            running$d = 1'b1;
        end
        if (taken) begin
            busy$d = 1'b0;
            running$d = 1'b0;
        end
        if (hand) begin
            busy$d = 1'b1;
        end
        late$d = hand;
        if (late$q) begin
            number$d = s_samples;
            tag_held$d = s_tag;
        end
        later$d = late$q;
        if (later$q) begin
            mean$d = s_mu;
            rest$d = s_residue;
        end
        idle = ~busy$q;
        start = begins;
        full = running$q & done;
        mu = mean$q;
        residue = rest$q;
        samples = number$q;
        tag = tag_held$q;
    end

endmodule

module l2_norm$scale_of(clock,reset,start,low,high,samples,done,root,up);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  start;
    input wire  [31:0] low;
    input wire  [31:0] high;
    input wire  [10:0] samples;
    output reg  done;
    output reg  [30:0] root;
    output reg  up;

    // Constant declarations
    localparam  steps = 7'b11111;
    localparam  rest_at = 7'b1110;
    localparam  pair_at = 7'b1100;
    localparam  low_at = 7'b11110;
    localparam  top_at = 7'b11111;

    // Stub signals
    reg  [31:0] above$d;
    wire  [31:0] above$q;
    reg  [31:0] below$d;
    wire  [31:0] below$q;
    reg  [10:0] divide$denominator;
    reg  [10:0] divide$remainder;
    reg  [1:0] divide$pair;
    wire  [1:0] divide$digits;
    wire  [10:0] divide$rest;
    reg  [10:0] remainder$d;
    wire  [10:0] remainder$q;
    reg  [6:0] left$d;
    wire  [6:0] left$q;
    reg  busy$d;
    wire  busy$q;
    reg  [1:0] pair$d;
    wire  [1:0] pair$q;
    reg  rooting$d;
    wire  rooting$q;
    reg  [32:0] step$a;
    reg  [32:0] step$b;
    wire  [32:0] step$difference;
    wire  step$borrow;
    reg  [31:0] rest$d;
    wire  [31:0] rest$q;
    reg  [30:0] digits$d;
    wire  [30:0] digits$q;
    reg  closing$d;
    wire  closing$q;
    reg  upward$d;
    wire  upward$q;
    reg  finished$d;
    wire  finished$q;

    // Local signals
    reg  [32:0] shifted;
    reg  [32:0] trial;

    // Sub module instances
    l2_norm$back$emit$counter$total above(
        .d(above$d),
        .q(above$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$counter$total below(
        .d(below$d),
        .q(below$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$scale_of$divide divide(
        .clock(clock),
        .reset(reset),
        .denominator(divide$denominator),
        .remainder(divide$remainder),
        .pair(divide$pair),
        .digits(divide$digits),
        .rest(divide$rest)
    );
    l2_norm$back$emit$left remainder(
        .d(remainder$d),
        .q(remainder$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$reciprocal$divide$left left(
        .d(left$d),
        .q(left$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active busy(
        .d(busy$d),
        .q(busy$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$scale_of$pair pair(
        .d(pair$d),
        .q(pair$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active rooting(
        .d(rooting$d),
        .q(rooting$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$scale_of$step step(
        .a(step$a),
        .b(step$b),
        .difference(step$difference),
        .borrow(step$borrow)
    );
    l2_norm$back$emit$counter$total rest(
        .d(rest$d),
        .q(rest$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$scale_held digits(
        .d(digits$d),
        .q(digits$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active closing(
        .d(closing$d),
        .q(closing$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active upward(
        .d(upward$d),
        .q(upward$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm$back$emit$active finished(
        .d(finished$d),
        .q(finished$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        above$d = above$q;
        below$d = below$q;
        remainder$d = remainder$q;
        left$d = left$q;
        busy$d = busy$q;
        pair$d = pair$q;
        rooting$d = rooting$q;
        rest$d = rest$q;
        digits$d = digits$q;
        closing$d = closing$q;
        upward$d = upward$q;
        finished$d = finished$q;
        divide$denominator = samples;
        divide$remainder = remainder$q;
        divide$pair = above$q[(pair_at)+:(2)];
        pair$d = 32'h0;
        rooting$d = busy$q;
        if (busy$q) begin
            pair$d = divide$digits;
            above$d = (above$q << 32'h2) | ((below$q[(low_at)+:(2)]) & 32'hffffffff);
            below$d = below$q << 32'h2;
            remainder$d = divide$rest;
            left$d = left$q - 32'h1;
            busy$d = |left$q;
        end
        shifted = (((rest$q) & 33'h1ffffffff) << 32'h2) | ((pair$q) & 33'h1ffffffff);
        trial = (((digits$q) & 33'h1ffffffff) << 32'h2) | 32'h1;
        step$a = shifted;
        step$b = trial;
        if (rooting$q) begin
            rest$d = step$difference[(32'h0)+:(32)];
            digits$d = (digits$q << 32'h1) | 32'h1;
            if (step$borrow) begin
                rest$d = shifted[(32'h0)+:(32)];
                digits$d = digits$q << 32'h1;
            end
        end
        closing$d = rooting$q & ~busy$q;
        if (closing$q) begin
            upward$d = ~step$borrow | rest$q[top_at];
            finished$d = 1'b1;
        end
        if (start) begin
            above$d = high;
            below$d = low;
            remainder$d = ((high[(rest_at)+:(18)]) & 11'h7ff);
            rest$d = 32'h0;
            digits$d = 32'h0;
            left$d = steps - 32'h1;
            busy$d = 1'b1;
            finished$d = 1'b0;
        end
        done = finished$q;
        root = digits$q;
        up = upward$q;
    end

endmodule

module l2_norm$scale_of$divide(clock,reset,denominator,remainder,pair,digits,rest);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  [10:0] denominator;
    input wire  [10:0] remainder;
    input wire  [1:0] pair;
    output reg  [1:0] digits;
    output reg  [10:0] rest;

    // Update code (custom)
    reg [11:0] thrice;
    always @(posedge clock) begin
       if (reset) thrice <= 0;
       else thrice <= {denominator, 1'b0} + denominator;
    end
    wire [13:0] numerator;
    wire [13:0] less_1;
    wire [13:0] less_2;
    wire [13:0] less_3;
    assign numerator = {1'b0, remainder, pair};
    assign less_1 = numerator - {3'b0, denominator};
    assign less_2 = numerator - {2'b0, denominator, 1'b0};
    assign less_3 = numerator - {2'b0, thrice};
    always @(*) begin
       digits = !less_3[13] ? 2'd3 : !less_2[13] ? 2'd2 : !less_1[13] ? 2'd1 : 2'd0;
       rest = !less_3[13] ? less_3[10:0] : !less_2[13] ? less_2[10:0]
          : !less_1[13] ? less_1[10:0] : numerator[10:0];
    end
endmodule

module l2_norm$scale_of$pair(d,q,clock,reset);

    // Module arguments
    input wire  [1:0] d;
    output reg  [1:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 2'h0;
       else q <= d;
    end
endmodule

module l2_norm$scale_of$step(a,b,difference,borrow);

    // Module arguments
    input wire  [32:0] a;
    input wire  [32:0] b;
    output reg  [32:0] difference;
    output reg  borrow;

    // Update code (custom)
    wire [33:0] total;
    assign total = {1'b0, a} - {1'b0, b};
    always @(*) difference = total[32:0];
    always @(*) borrow = total[33];
endmodule
