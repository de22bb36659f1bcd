// A till: takes one card payment and shows what a cashier would see.
//
//     till URL [AMOUNT CURRENCY]
//     till "opi://192.168.0.60?workstation=lane-1" 12.50 CHF
//
// The display lines, the receipts and the outcome appear as they happen. Ctrl-C is the cashier's abort: the terminal is
// asked to stop, and its answer still counts.
//
// Exit code: 0 paid, 1 not paid, 2 unknown or wrong usage.
#include "opi.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <string>
#include <thread>
#include <unistd.h>

namespace {

enum ExitCode { paid = 0, not_paid = 1, unknown = 2 };

// ---- what the cashier sees --------------------------------------------------------------------------------------

class Screen {
public:
    std::string bold(opi::StringView text) const { return styled("\033[1m", text); }
    std::string dim(opi::StringView text) const { return styled("\033[2m", text); }

    // A receipt as it comes out of the printer.
    void slip(opi::StringView title, const std::vector<opi::StringView> &lines) const
    {
        std::cout << "\n  ╭─ " << bold(title) << ' ' << repeat("─", width + 1 - columns(title)) << "╮\n";
        for (const auto line : lines)
            std::cout << "  │  " << line << repeat(" ", width - columns(line)) << "  │\n";
        std::cout << "  ╰" << repeat("─", width + 4) << "╯\n" << std::flush;
    }

    void field(opi::StringView label, opi::StringView value) const
    {
        std::cout << "    " << dim(label.str() + repeat(" ", 16 - columns(label))) << ' ' << value << '\n';
    }

private:
    static constexpr int width = 32; // what most receipts are set for

    // Columns a UTF-8 text takes: its bytes less those that continue a character.
    static int columns(opi::StringView text)
    {
        return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
    }

    static std::string repeat(const char *text, int times)
    {
        std::string all;
        while (times-- > 0)
            all += text;
        return all;
    }

    std::string styled(const char *code, opi::StringView text) const
    {
        return colours_ ? code + text.str() + "\033[0m" : text.str();
    }

    bool colours_ = isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
};

// ---- the till's devices: called by the library while the payment runs -------------------------------------------------

opi::Answer ask_cashier(const Screen &screen, const opi::InputRequest &question)
{
    std::string typed;
    std::cout << "  " << screen.bold("?") << ' ' << question.text() << " [y/n] " << std::flush;
    if (!std::getline(std::cin, typed))
        return opi::Answer::none(); // nobody there: the terminal is told so
    switch (question.prompt()) {
    case opi::Prompt::number:
        return opi::Answer::number(typed);
    case opi::Prompt::text:
        return opi::Answer::text(typed);
    default:
        return typed.rfind('y', 0) == 0 || typed.rfind('Y', 0) == 0 ? opi::Answer::yes() : opi::Answer::no();
    }
}

opi::Devices devices_of(const Screen &screen)
{
    opi::Devices devices;
    devices.display = [&screen](const opi::DisplayRequest &request) {
        for (const auto line : request.lines())
            std::cout << "  " << screen.dim("▸") << ' ' << line << '\n';
        std::cout << std::flush;
    };
    devices.print = [&screen](const opi::PrintRequest &receipt) {
        screen.slip(receipt.role() == opi::Role::customer ? "Customer's receipt" : "Merchant's receipt", receipt.lines());
        return opi::Answer::yes(); // printed: the terminal may forget it
    };
    devices.input = [&screen](const opi::InputRequest &question) { return ask_cashier(screen, question); };
    return devices;
}

// ---- the cashier's abort ----------------------------------------------------------------------------------------------

// A thread of its own waits for Ctrl-C: the library must not be called from a signal handler.
class AbortKey {
public:
    explicit AbortKey(const opi::Cancel &cancel)
    {
        std::signal(SIGINT, SIG_DFL); // a shell may have started us with Ctrl-C ignored
        sigemptyset(&interrupt_);
        sigaddset(&interrupt_, SIGINT);
        pthread_sigmask(SIG_BLOCK, &interrupt_, nullptr);
        watcher_ = std::thread{[this, &cancel] {
            int number = 0;
            if (sigwait(&interrupt_, &number) == 0)
                cancel.cancel();
        }};
    }
    AbortKey(const AbortKey &) = delete;
    AbortKey &operator=(const AbortKey &) = delete;
    ~AbortKey()
    {
        pthread_kill(watcher_.native_handle(), SIGINT);
        watcher_.join();
    }

private:
    sigset_t interrupt_{};
    std::thread watcher_;
};

// ---- one payment ------------------------------------------------------------------------------------------------------

ExitCode show_outcome(const Screen &screen, const opi::Result &result)
{
    const char *mark = result.approved() ? "✔" : result.verdict() == opi::Verdict::unknown ? "?" : "✘";
    std::cout << "\n  " << screen.bold(std::string{mark} + ' ' + opi::word(result.verdict()).str());
    if (const auto amount = result.amount())
        std::cout << "  " << amount->to_string();
    std::cout << '\n';
    if (const auto tip = result.tip())
        screen.field("tip", tip->major_units());
    const std::pair<const char *, opi::Optional<opi::StringView>> fields[] = {
        {"card", result.card()},
        {"brand", result.card_circuit()},
        {"approval code", result.approval_code()},
        {"trace number", result.stan()},
        {"terminal", result.terminal_id()},
        {"reference", result.reference()},
    };
    for (const auto &field : fields)
        if (field.second)
            screen.field(field.first, *field.second);
    if (result.approved())
        return paid;
    std::cout << "    " << result.message() << "\n    " << result.advice() << '\n';
    return result.verdict() == opi::Verdict::unknown ? unknown : not_paid;
}

// Payments of before, perhaps of a till that lost its power: booked or void now, and then acknowledged.
void settle_earlier_payments(const Screen &screen, opi::Terminal &terminal)
{
    const opi::Recovery recovery = terminal.recover();
    for (const auto &payment : recovery.requests()) {
        std::cout << "  " << screen.bold("! " + payment.reference().value_or("").str()) << "  ";
        if (const auto amount = payment.requested_amount())
            std::cout << amount->to_string() << ": ";
        if (payment.verdict() == opi::Recovered::ask_human) {
            std::cout << "nobody knows whether it was paid\n    " << payment.advice().value_or("") << '\n';
            continue;
        }
        std::cout << (payment.verdict() == opi::Recovered::approved ? "was paid\n" : "was not paid\n");
        payment.acknowledge();
    }
}

ExitCode take_payment(const char *url, const opi::Money &amount)
{
    const Screen screen;
    const opi::Cancel cancel;
    const AbortKey abort_key{cancel};
    std::cout << screen.bold("Payment of " + amount.to_string()) << "\n\n" << std::flush;
    opi::Terminal terminal{url, devices_of(screen)};
    settle_earlier_payments(screen, terminal);
    const opi::Result result = terminal.pay(amount, "A1", cancel);
    const ExitCode code = show_outcome(screen, result);
    if (code != unknown)
        result.acknowledge(); // booked: recovery need not tell it again
    return code;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2) {
        std::cerr << "usage: till URL [AMOUNT CURRENCY]    e.g. till opi://192.168.0.60 12.50 CHF\n";
        return unknown;
    }
    try {
        return take_payment(argv[1], opi::Money::parse(argc > 2 ? argv[2] : "12.50", argc > 3 ? argv[3] : "CHF"));
    } catch (const std::exception &error) { // a mistake in the call: nothing was sent
        std::cerr << "till: " << error.what() << '\n';
        return unknown;
    }
}
