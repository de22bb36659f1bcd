// Payments and devices in C++: what the till is told is what the terminal did, whatever the callbacks throw.
#include "till.hpp"

#include <algorithm>
#include <unistd.h>

using opi::MoneyMoved;
using opi::Status;
using opi::Verdict;

// ---- outcomes -----------------------------------------------------------------------------------------------------

static void test_an_approved_payment_tells_everything()
{
    PROVES("payment device-display device-print device-journal money");
    Till till;
    const auto result = till.terminal.pay({1250, "CHF"}, "A1");
    CHECK(result.verdict() == Verdict::approved && result.approved() && result.status() == Status::ok);
    CHECK(result.money_moved() == MoneyMoved::yes);
    CHECK(result.amount() == opi::Money(1250, "CHF"));
    CHECK_TEXT(till.trace.c_str(), "ddddCMj");
    CHECK(result.reference() == "A1" && holds(result.card().value_or("?"), "*"));
    CHECK(!result.tip() && !result.get("no_such_field"));
    CHECK(result.message().empty() && result.advice().empty());
    const auto receipts = result.receipts();
    CHECK(receipts.size() == 2 && receipts[0].role == opi::Role::customer && receipts[1].role == opi::Role::merchant);
    CHECK(receipts[0].acknowledged && holds(receipts[0].text, "12.50"));
    const auto journal = result.journal();
    CHECK(journal.size() == 1 && journal[0].amount() == opi::Money(1250, "CHF") && !journal[0].get("no_such_field"));
    CHECK(holds(result.json(), "\"verdict\":\"approved\"") && result.json().end()[-1] == '}');
    CHECK(result.failed_callbacks() == 0 && !result.callback_failure());
    CHECK(till.sim.ledger_holds("\"net\":{\"CHF\":1250}"));
}

static void check_not_paid(const std::string &outcome, Verdict verdict, Status status)
{
    Till till;
    till.sim.ask("outcome " + outcome);
    const auto result = till.terminal.pay({1250, "CHF"});
    CHECK(result.verdict() == verdict && result.status() == status && !result.approved());
    CHECK(result.money_moved() == MoneyMoved::no && !result.amount());
    CHECK(!result.message().empty() && !result.advice().empty());
    till.misbehaves = verdict == Verdict::refused;
}

static void test_what_is_not_approved_is_a_result()
{
    PROVES("decline");
    check_not_paid("decline:51", Verdict::declined, Status::declined);
    check_not_paid("abort", Verdict::aborted, Status::aborted);
    check_not_paid("busy", Verdict::refused, Status::terminal_busy);
}

static void test_nobody_there_is_not_sent()
{
    PROVES("not-sent");
    char address[32];
    const int held = hold_port(0, address);
    opi::Terminal terminal{std::string{"opi://"} + address + "?listen=127.0.0.1:0"};
    const auto result = terminal.pay({1250, "CHF"});
    CHECK(result.verdict() == Verdict::not_sent && result.status() == Status::connect_refused);
    CHECK(result.money_moved() == MoneyMoved::no && holds(result.message(), address));
    close(held);
}

static void test_no_answer_is_unknown_and_no_exception()
{
    PROVES("unknown");
    Till till;
    till.sim.ask("outcome drop-pay:37"); // charged, and the line breaks in the middle of the answer
    const auto result = till.terminal.try_run(opi::Request{opi::Kind::card_payment, {1250, "CHF"}}).value();
    CHECK(result.verdict() == Verdict::unknown && result.status() == Status::connection_lost);
    CHECK(result.money_moved() == MoneyMoved::possibly && holds(result.advice(), "not send again"));
    CHECK(result.receipts().size() == 2);
    CHECK(till.sim.ledger_holds("\"net\":{\"CHF\":1250}"));
}

static void test_a_mistake_in_the_call_is_an_error()
{
    PROVES("money");
    Till till;
    CHECK(thrown([&] { (void)till.terminal.pay({0, "CHF"}); }) == Status::invalid_amount);
    CHECK(thrown([&] { (void)till.terminal.pay({1250, "XQZ"}); }) == Status::invalid_amount);
    const auto refused = till.terminal.try_run(opi::Request{opi::Kind::ticket_reprint, {1250, "CHF"}});
    CHECK(!refused && refused.error().status() == Status::invalid_amount);
    CHECK(holds(refused.error().message(), "takes no amount") && refused.error().money_moved() == MoneyMoved::no);
    CHECK_TEXT(till.trace.c_str(), "");
}

static void test_money_back_and_service()
{
    PROVES("refund reversal service");
    Till till;
    CHECK(till.terminal.pay({2000, "CHF"}).approved());
    CHECK(till.terminal.run(opi::Request{opi::Kind::payment_refund, {750, "CHF"}}).approved());
    CHECK(till.sim.ledger_holds("\"net\":{\"CHF\":1250}"));
    CHECK(till.terminal.run(opi::Request{opi::Kind::payment_reversal}).approved());
    CHECK(till.sim.ledger_holds("\"net\":{\"CHF\":2000}"));
    CHECK(till.terminal.run(opi::Request{opi::Kind::get_status}).approved());
    const auto closed = till.terminal.run(opi::Request{opi::Kind::close_day});
    CHECK(closed.approved() && !closed.amount());
}

// ---- devices ------------------------------------------------------------------------------------------------------

static void test_without_devices_receipts_are_in_the_result()
{
    PROVES("devices-none");
    Simulator simulator;
    opi::Terminal terminal{simulator.url()};
    simulator.ask("till " + terminal.listen_address());
    const auto result = terminal.pay({1250, "CHF"});
    CHECK(result.approved() && result.receipts().size() == 2 && result.receipts()[0].acknowledged);
    CHECK_INT(static_cast<int>(result.journal().size()), 1);
    CHECK_TEXT(simulator.ask("findings").c_str(), "[]");
}

static void test_a_receipt_not_printed_wants_a_reprint()
{
    PROVES("device-print");
    Till till;
    till.misbehaves = true;
    till.print = opi::Answer::none();
    const auto paid = till.terminal.pay({1250, "CHF"});
    CHECK(paid.approved() && !paid.receipts()[0].acknowledged);
    till.print = opi::Answer::yes();
    CHECK(till.terminal.pay({700, "CHF"}).status() == Status::print_last_ticket);
    CHECK(till.terminal.run(opi::Request{opi::Kind::ticket_reprint}).approved());
    CHECK(till.terminal.pay({700, "CHF"}).approved());
}

static void check_signature(opi::Answer answer, Verdict verdict)
{
    Till till;
    till.sim.ask("outcome signature");
    till.input = std::move(answer);
    CHECK(till.terminal.pay({1250, "CHF"}).verdict() == verdict);
}

static void test_only_yes_accepts_the_signature()
{
    PROVES("device-input");
    check_signature(opi::Answer::yes(), Verdict::approved);
    check_signature(opi::Answer::no(), Verdict::aborted);
    check_signature(opi::Answer::none(), Verdict::aborted);
}

// What a terminal would send between two requests, and what it hears.
static std::string call_back(opi::Terminal &terminal, const std::string &xml)
{
    char answer[4096] = "";
    const int connection = connect_from("127.0.0.1", terminal.listen_address().c_str());
    REQUIRE(connection >= 0 && send_frame(connection, xml.c_str()));
    CHECK(terminal.dispatch(std::chrono::minutes{1}));
    CHECK(read_frame(connection, answer, sizeof answer));
    close(connection);
    return answer;
}

static std::string output(const char *target, const char *line)
{
    return std::string{R"(<DeviceRequest RequestType="Output" WorkstationID="lane-1" RequestID="77"><Output OutDeviceTarget=")"}
        + target + "\"><TextLine>" + line + "</TextLine></Output></DeviceRequest>";
}

static std::string question(const char *command)
{
    return std::string{R"(<DeviceRequest RequestType="Input" WorkstationID="lane-1" RequestID="77">)"
                       R"(<Output OutDeviceTarget="CashierDisplay"><TextLine>Gr)" "\xc3\xbc" R"(ezi</TextLine></Output>)"
                       R"(<Input InDeviceTarget="CashierKeyboard">)"} + command + "</Input></DeviceRequest>";
}

static const char bare[] = "opi://127.0.0.1:1?listen=127.0.0.1:0&workstation=lane-1";

static void test_what_comes_between_requests_is_dispatched()
{
    PROVES("dispatch device-display utf8-umlauts");
    std::vector<std::string> seen;
    opi::Devices devices;
    devices.display = [&](const opi::DisplayRequest &request) {
        CHECK(request.target() == "CashierDisplay" && !request.for_customer());
        for (const auto line : request.lines())
            seen.emplace_back(line);
    };
    devices.print = [&](const opi::PrintRequest &request) {
        seen.emplace_back(request.text());
        return opi::Answer::yes();
    };
    opi::Terminal terminal{bare, devices};
    CHECK(!terminal.dispatch(std::chrono::milliseconds{0}));
    CHECK(holds(call_back(terminal, output("CashierDisplay", "Gr\xc3\xbc" "ezi")), "OverallResult=\"Success\""));
    CHECK(holds(call_back(terminal, output("Printer", "Z\xc3\xbcrich")), "OverallResult=\"Success\""));
    CHECK(seen == std::vector<std::string>({"Gr\xc3\xbc" "ezi", "Z\xc3\xbcrich"}));
}

static void test_questions_are_answered_by_text_and_number()
{
    PROVES("device-input utf8-umlauts");
    opi::Answer answer = opi::Answer::none();
    opi::Devices devices;
    devices.input = [&](const opi::InputRequest &request) {
        CHECK(request.lines().size() == 1 && request.text() == "Gr\xc3\xbc" "ezi");
        if (request.prompt() == opi::Prompt::number) {
            CHECK(request.command() == "GetAmount" && request.min_length() == 1 && request.max_length() == 8);
            CHECK(request.decimals() == 2 && request.timeout() == std::chrono::seconds{30});
        } else {
            CHECK(!request.min_length() && !request.timeout());
        }
        return answer;
    };
    opi::Terminal terminal{bare, devices};
    const auto amount = question(R"(<Command MinLength="1" MaxLength="8" Decimals="2" TimeOut="30">GetAmount</Command>)");
    answer = opi::Answer::number("12.50");
    CHECK(holds(call_back(terminal, amount), "<InNumber>12.50</InNumber>"));
    answer = opi::Answer::text("Z\xc3\xbcrich <&>");
    CHECK(holds(call_back(terminal, question("<Command>GetChar</Command>")), "Z\xc3\xbcrich &lt;&amp;&gt;"));
    answer = opi::Answer::yes();
    CHECK(holds(call_back(terminal, question("<Command>GetConfirmation</Command>")), "<InBoolean>true</InBoolean>"));
    answer = opi::Answer::no();
    CHECK(holds(call_back(terminal, amount), "OverallResult=\"Aborted\""));
}

static void test_goods_are_handed_out_only_by_yes()
{
    PROVES("device-deliver");
    opi::Answer answer = opi::Answer::yes();
    opi::Devices devices;
    devices.deliver = [&](const opi::DeliverRequest &request) {
        CHECK(request.target() == "DeliveryBox" && request.text() == "Coffee");
        return answer;
    };
    opi::Terminal terminal{bare, devices};
    CHECK(holds(call_back(terminal, output("DeliveryBox", "Coffee")), "OverallResult=\"Success\""));
    answer = opi::Answer::no();
    CHECK(holds(call_back(terminal, output("DeliveryBox", "Coffee")), "OverallResult=\"Failure\""));
}

static void test_umlauts_come_through_a_bad_line()
{
    PROVES("utf8-umlauts");
    Till till;
    till.sim.ask("outcome latin,split:1");
    const auto result = till.terminal.pay({1250, "CHF"});
    CHECK(result.approved() && holds(result.receipts()[0].text, "B\xc3\xa4" "ckerei M\xc3\xbcller"));
}

// ---- what callbacks throw -------------------------------------------------------------------------------------------

static std::string message_of(const std::exception_ptr &failure)
{
    try {
        if (failure)
            std::rethrow_exception(failure);
    } catch (const Thrown &error) {
        return error.what();
    } catch (...) {
        return "(something else)";
    }
    return "(nothing)";
}

// One callback throws: the payment is what it would be if the device had not been able to.
static void check_thrown_from(char letter, Verdict verdict, unsigned failed)
{
    Till till;
    till.misbehaves = true;
    till.sim.ask("outcome signature");
    till.inside = [letter](char here) {
        if (here == letter)
            throw Thrown{std::string{"thrown at "} + letter};
    };
    const auto result = till.terminal.pay({1250, "CHF"});
    CHECK(result.verdict() == verdict);
    CHECK_INT(result.failed_callbacks(), failed);
    CHECK_TEXT(message_of(result.callback_failure()).c_str(), (std::string{"thrown at "} + letter).c_str());
    till.inside = nullptr;
    till.sim.ask("outcome approve");
    if (letter == 'C' || letter == 'M')
        CHECK(till.terminal.run(opi::Request{opi::Kind::ticket_reprint}).approved());
    const auto next = till.terminal.pay({700, "CHF"});
    CHECK(next.approved() && !next.callback_failure()); // kept for the call it belongs to
}

static void test_what_callbacks_throw_is_kept_and_loses_nothing()
{
    PROVES("callback-throws");
    check_thrown_from('d', Verdict::approved, 3);
    check_thrown_from('i', Verdict::aborted, 1);
    check_thrown_from('C', Verdict::approved, 1);
    check_thrown_from('j', Verdict::approved, 1);
}

static void test_anything_may_be_thrown()
{
    PROVES("callback-throws");
    Till till;
    till.inside = [](char) { throw 42; };
    till.misbehaves = true;
    const auto result = till.terminal.pay({1250, "CHF"});
    CHECK(result.approved() && result.callback_failure());
    CHECK(!result.receipts()[0].acknowledged);
}

static void test_dispatch_rethrows()
{
    PROVES("callback-throws dispatch");
    opi::Devices devices;
    devices.deliver = [](const opi::DeliverRequest &) -> opi::Answer { throw Thrown{"no coffee"}; };
    devices.input = [](const opi::InputRequest &) { return opi::Answer::number("twelve"); };
    opi::Terminal terminal{bare, devices};
    std::string message;
    try {
        call_back(terminal, output("DeliveryBox", "Coffee"));
    } catch (const Thrown &error) {
        message = error.what();
    }
    CHECK_TEXT(message.c_str(), "no coffee");
    // An answer that is not acceptable counts as thrown, too.
    CHECK(thrown([&] { call_back(terminal, question("<Command>GetAmount</Command>")); }) == Status::invalid_argument);
    CHECK(!terminal.dispatch(std::chrono::milliseconds{0})); // thrown once
}

int main()
{
    RUN(test_an_approved_payment_tells_everything);
    RUN(test_what_is_not_approved_is_a_result);
    RUN(test_nobody_there_is_not_sent);
    RUN(test_no_answer_is_unknown_and_no_exception);
    RUN(test_a_mistake_in_the_call_is_an_error);
    RUN(test_money_back_and_service);
    RUN(test_without_devices_receipts_are_in_the_result);
    RUN(test_a_receipt_not_printed_wants_a_reprint);
    RUN(test_only_yes_accepts_the_signature);
    RUN(test_what_comes_between_requests_is_dispatched);
    RUN(test_questions_are_answered_by_text_and_number);
    RUN(test_goods_are_handed_out_only_by_yes);
    RUN(test_umlauts_come_through_a_bad_line);
    RUN(test_what_callbacks_throw_is_kept_and_loses_nothing);
    RUN(test_anything_may_be_thrown);
    RUN(test_dispatch_rethrows);
    return finish();
}
