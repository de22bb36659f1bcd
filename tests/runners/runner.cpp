// The till of the scenarios (tests/scenarios/README.md) in C++: steps on standard input, what it sees as JSON lines on
// standard output. `opi-sim scenario FILE... --runner target/runners/runner-cpp`.
#include "opi.hpp"

#include "names.h" // made by build.sh: journal_fields[]

#include <cstdio>
#include <iostream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>

namespace {

// What a callback throws when it was told to.
struct Thrown : std::runtime_error {
    Thrown() : std::runtime_error("as the scenario wants it") {}
};

// ---- JSON lines -----------------------------------------------------------------------------------------------

std::string quoted(opi::StringView text)
{
    std::string out = "\"";
    for (const char c : text) {
        char code[7];
        if (static_cast<unsigned char>(c) < 0x20) {
            std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(c));
            out += code;
        } else {
            if (c == '"' || c == '\\')
                out += '\\';
            out += c;
        }
    }
    return out + '"';
}

class Event {
public:
    explicit Event(opi::StringView name) { text("event", name); }
    Event(const Event &) = delete;
    Event &operator=(const Event &) = delete;
    ~Event() { std::cout << json_ << '}' << std::endl; }

    Event &raw(opi::StringView name, opi::StringView json)
    {
        json_ += (json_.size() > 1 ? "," : "") + quoted(name) + ':' + json.str();
        return *this;
    }
    Event &text(opi::StringView name, opi::StringView value) { return raw(name, quoted(value)); }
    Event &lines(const opi::DeviceRequest &request)
    {
        std::string list;
        for (const auto line : request.lines())
            list += (list.empty() ? "" : ",") + quoted(line);
        return raw("lines", '[' + list + ']');
    }
    Event &limit(opi::StringView name, opi::Optional<int> number)
    {
        return number ? raw(name, std::to_string(*number)) : *this;
    }

private:
    std::string json_ = "{";
};

// ---- the till ------------------------------------------------------------------------------------------------------

class Till {
public:
    // Does one step; false when the till is to end.
    bool step(const std::vector<std::string> &words)
    {
        const std::string &call = words.at(0);
        if (call == "quit")
            return false;
        try {
            perform(call, words);
        } catch (const opi::Error &error) {
            Event{"error"}.text("call", call).text("status", opi::name(error.status()))
                .text("money", opi::word(error.money_moved()));
        }
        return true;
    }

private:
    void perform(const std::string &call, const std::vector<std::string> &words)
    {
        if (call == "open")
            open(words);
        else if (call == "answer")
            answers_[words.at(1)] = words.at(2);
        else if (call == "cancel-on")
            cancel_on_[words.at(1)] = std::stoi(words.at(2));
        else if (call == "run")
            run(words);
        else if (call == "acknowledge")
            result_.acknowledge(), Event{"acknowledged"}.text("status", "OPI_OK");
        else if (call == "recover")
            recover();
        else if (call == "dispatch")
            dispatch(std::chrono::milliseconds{std::stoll(words.at(1))});
        else if (call == "close")
            terminal().close(std::chrono::milliseconds{std::stoll(words.at(1))}), Event{"closed"}.text("status", "OPI_OK");
        else
            throw std::invalid_argument{"no step '" + call + "'"};
    }

    void open(const std::vector<std::string> &words)
    {
        opi::Devices devices = all_devices();
        for (std::size_t i = 2; i < words.size(); i++) {
            const std::string without = ',' + words[i].substr(sizeof "without=" - 1) + ',';
            const auto named = [&](const char *device) { return without.find(',' + std::string{device} + ',') != std::string::npos; };
            if (named("display"))
                devices.display = nullptr;
            if (named("print"))
                devices.print = nullptr;
            if (named("input"))
                devices.input = nullptr;
            if (named("deliver"))
                devices.deliver = nullptr;
            if (named("journal"))
                devices.journal = nullptr;
        }
        terminal_.reset();
        seen_.clear();
        terminal_.reset(new opi::Terminal{words.at(1), std::move(devices)});
        Event{"opened"}.text("status", "OPI_OK");
    }

    void run(const std::vector<std::string> &words)
    {
        const auto kind = opi::named<opi::Kind>(words.at(1));
        if (!kind)
            throw std::invalid_argument{"no kind of request '" + words.at(1) + "'"};
        opi::Request request{*kind};
        for (std::size_t i = 2; i < words.size(); i++) {
            const auto equals = words[i].find('=');
            const std::string name = words[i].substr(0, equals), value = words[i].substr(equals + 1);
            const auto colon = value.find(':');
            if (name == "amount")
                request.amount({std::stoll(value), value.substr(colon + 1)});
            else
                request.set(name, value);
        }
        cancel_ = opi::Cancel{};
        result_ = terminal().run(request, cancel_);
        Event{"result"}.raw("result", result_.json());
    }

    void recover()
    {
        cancel_ = opi::Cancel{};
        const auto recovery = terminal().recover(cancel_);
        Event{"recovered"}.raw("items", recovery.json());
    }

    void dispatch(std::chrono::milliseconds time)
    {
        bool served = true;
        try {
            served = terminal().dispatch(time);
        } catch (const Thrown &) {
            // Something was served, and failed as it was to.
        }
        Event{"dispatched"}.text("status", served ? "OPI_OK" : "OPI_E_TIMEOUT");
    }

    opi::Terminal &terminal()
    {
        if (!terminal_)
            throw opi::Error{opi::Status::closed};
        return *terminal_;
    }

    // Counts a callback, cancels if it is the one, and gives what the till is to answer.
    opi::Answer answer(const std::string &device)
    {
        const auto when = cancel_on_.find(device);
        if (++seen_[device], when != cancel_on_.end() && seen_[device] == when->second)
            cancel_.cancel();
        const auto found = answers_.find(device);
        const std::string what = found != answers_.end() ? found->second : "yes";
        const auto value = [&] { return what.substr(what.find(':') + 1); };
        if (what == "throw")
            throw Thrown{};
        if (what.rfind("number:", 0) == 0)
            return opi::Answer::number(value());
        if (what.rfind("text:", 0) == 0)
            return opi::Answer::text(value());
        if (what == "yes" || what == "confirm:true")
            return opi::Answer::yes();
        return what == "default" ? opi::Answer::none() : opi::Answer::no();
    }

    opi::Devices all_devices()
    {
        opi::Devices devices;
        devices.display = [this](const opi::DisplayRequest &request) {
            Event{"display"}.text("target", request.target())
                .raw("for_customer", request.for_customer() ? "true" : "false").lines(request);
            (void)answer("display"); // whatever it is, the terminal is told that the text was shown
        };
        devices.print = [this](const opi::PrintRequest &request) {
            Event{"print"}.text("role", opi::word(request.role()))
                .text("target", request.target()).lines(request);
            return answer("print");
        };
        devices.input = [this](const opi::InputRequest &request) {
            const auto timeout = request.timeout();
            Event{"input"}.text("prompt", opi::word(request.prompt())).text("command", request.command())
                .lines(request).limit("min_length", request.min_length()).limit("max_length", request.max_length())
                .limit("decimals", request.decimals())
                .limit("timeout_seconds", timeout ? static_cast<int>(timeout->count()) : opi::Optional<int>{});
            return answer("input");
        };
        devices.deliver = [this](const opi::DeliverRequest &request) {
            Event{"deliver"}.text("target", request.target()).lines(request);
            return answer("deliver");
        };
        devices.journal = [this](const opi::JournalRequest &request) {
            std::string fields;
            for (const auto name : journal_fields)
                if (const auto value = request.get(name))
                    fields += (fields.empty() ? "" : ",") + quoted(name) + ':' + quoted(*value);
            Event{"journal"}.raw("fields", '{' + fields + '}');
            return answer("journal");
        };
        return devices;
    }

    std::map<std::string, std::string> answers_;
    std::map<std::string, int> seen_, cancel_on_; // callbacks since open
    opi::Cancel cancel_;                          // of the running call
    opi::Result result_;                          // the last
    std::unique_ptr<opi::Terminal> terminal_;
};

// Words between single spaces, percent-encoded; a lone percent sign is an empty word.
std::vector<std::string> words_of(const std::string &line)
{
    std::vector<std::string> words(1);
    for (std::size_t i = 0; i < line.size(); i++) {
        if (line[i] == ' ')
            words.emplace_back();
        else if (line[i] != '%')
            words.back() += line[i];
        else if (i + 2 < line.size() && line[i + 1] != ' ')
            words.back() += static_cast<char>(std::stoi(line.substr(i + 1, 2), nullptr, 16)), i += 2;
    }
    return words;
}

} // namespace

int main()
{
    try {
        Till till;
        std::string line;
        while (std::getline(std::cin, line) && till.step(words_of(line)))
            ;
        return 0;
    } catch (const std::exception &error) {
        std::cerr << "runner: " << error.what() << '\n';
        return 2;
    }
}
