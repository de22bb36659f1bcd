// A till in C++ at a simulator of its own, for the tests: what its devices were asked, and what they answer.
#ifndef TILL_HPP
#define TILL_HPP

#include "opi.hpp"

#include "check.h"
#include "peer.h"
#include "sim.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <string>

// What one thread waits at until another opens it.
class Gate {
public:
    void open()
    {
        const std::lock_guard<std::mutex> guard{lock_};
        is_open_ = true;
        opened_.notify_all();
    }
    void pass()
    {
        std::unique_lock<std::mutex> guard{lock_};
        opened_.wait(guard, [this] { return is_open_; });
    }

private:
    std::mutex lock_;
    std::condition_variable opened_;
    bool is_open_ = false;
};

class Simulator {
public:
    explicit Simulator(const char *dialect = "ch") : sim_(sim_start(dialect)) {}
    Simulator(const Simulator &) = delete;
    Simulator &operator=(const Simulator &) = delete;
    ~Simulator() { sim_stop(sim_); }

    std::string ask(const std::string &command) { return sim_ask(sim_, "%s", command.c_str()); }
    bool ledger_holds(const std::string &part) { return ask("ledger").find(part) != std::string::npos; }
    std::string url(const std::string &options = {}) const
    {
        return std::string{"opi://"} + sim_->address + "?listen=127.0.0.1:0&dialect=" + sim_->dialect + options;
    }

private:
    sim *sim_;
};

// What callbacks throw, so that nobody takes it for anything else.
struct Thrown : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Till {
    Simulator sim;
    std::string trace; // a letter each: d display, C and M receipts, i input, g goods, j journal
    std::string last_text;
    opi::Answer print = opi::Answer::yes(), input = opi::Answer::yes(), journal = opi::Answer::yes();
    std::function<void(char)> inside; // called in each callback; may throw
    bool misbehaves = false;          // the test means to do what a terminal complains about
    opi::Terminal terminal;

    explicit Till(const char *dialect = "ch", const std::string &options = {})
        : sim(dialect), terminal(sim.url(options), devices())
    {
        sim.ask("till " + terminal.listen_address());
    }
    ~Till()
    {
        if (terminal.handle() != nullptr)
            terminal.close(std::chrono::minutes{1});
        if (!misbehaves)
            CHECK_TEXT(sim.ask("findings").c_str(), "[]");
    }

    opi::Devices devices()
    {
        opi::Devices devices;
        devices.display = [this](const opi::DisplayRequest &request) { note('d', request.text()); };
        devices.print = [this](const opi::PrintRequest &request) {
            note(request.role() == opi::Role::customer ? 'C' : 'M', request.text());
            return print;
        };
        devices.input = [this](const opi::InputRequest &request) {
            note('i', request.text());
            return input;
        };
        devices.journal = [this](const opi::JournalRequest &request) {
            note('j', request.get(OPI_JOURNAL_AMOUNT).value_or("?"));
            return journal;
        };
        return devices;
    }

    void note(char letter, opi::StringView text)
    {
        trace += letter;
        last_text = text.str();
        if (inside)
            inside(letter);
    }
};

// The status of what is thrown; Status::ok for nothing.
template <class Function> opi::Status thrown(Function function)
{
    try {
        function();
    } catch (const opi::Error &error) {
        return error.status();
    }
    return opi::Status::ok;
}

inline bool holds(opi::StringView text, opi::StringView part)
{
    return std::search(text.begin(), text.end(), part.begin(), part.end()) != text.end();
}

#endif
