// The plain C++ harness that the binding is measured against: the same stimuli as `Mac::drive` in mac.rs, cycle by
// cycle. For each line "CYCLES" on standard input it prints "NANOSECONDS CHECKSUM".
#include "MacModel.h"
#include "verilated.h"
#include <chrono>
#include <cinttypes>
#include <cstdint>
#include <cstdio>

int main() {
    VerilatedContext context;
    MacModel top{&context, "mac"};
    top.reset = 1;
    for (int i = 0; i < 2; ++i) {
        top.clock = 0;
        top.eval();
        top.clock = 1;
        top.eval();
    }
    top.reset = 0;
    top.eval();

    uint64_t noise = 0x9e3779b97f4a7c15;
    uint64_t cycles;
    while (std::scanf("%" SCNu64, &cycles) == 1) {
        uint64_t sum = 0;
        const auto start = std::chrono::steady_clock::now();
        while (cycles--) {
            noise ^= noise << 13;
            noise ^= noise >> 7;
            noise ^= noise << 17;
            const uint32_t low = static_cast<uint32_t>(noise), high = static_cast<uint32_t>(noise >> 32);
            top.s_valid = low & 1;
            top.m_ready = (low >> 1) & 1;
            top.s_last = (low & 0xfc) == 0;
            top.s_a[0] = low;
            top.s_a[1] = high;
            top.s_a[2] = ~low;
            top.s_a[3] = ~high;
            top.s_w[0] = high;
            top.s_w[1] = low;
            top.s_w[2] = ~high;
            top.s_w[3] = ~low;
            top.clock = 0;
            top.eval();
            top.clock = 1;
            top.eval();
            sum = (sum << 1 | sum >> 63) ^ top.m_data[0] ^ top.m_data[15] ^ top.saturations;
            sum += top.m_valid + 2 * top.s_ready;
        }
        const auto taken = std::chrono::steady_clock::now() - start;
        const uint64_t nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(taken).count();
        std::printf("%" PRIu64 " %" PRIu64 "\n", nanoseconds, sum);
        std::fflush(stdout);
    }
    top.final();
}
