// What a terminal says, as types; and that a type never hides what it said.
#include "till.hpp"

#include <unistd.h>

using opi::Decimal;
using opi::Money;
using opi::Status;

static const Money price{2000, "CHF"};

// ---- from the simulator -----------------------------------------------------------------------------------------------

static void test_a_payment_in_types()
{
    PROVES("payment money");
    Till till;
    till.sim.ask("outcome tip:10");
    const auto result = till.terminal.pay(price, "A1");
    CHECK(result.amount() == Money(2200, "CHF") && result.requested_amount() == price && result.tip() == Money(200, "CHF"));
    CHECK(result.kind() == opi::Kind::card_payment && !result.original_kind());
    CHECK(result.authorised_at().has_value() && result.authorised_at()->year >= 2024);
    CHECK(result.authorised_at()->to_string() == result.get(OPI_FIELD_AUTHORISED_AT).value_or("?").str());
    CHECK(result.acquirers().empty() && !result.from_journal().value_or(false) && !result.submitted_count());
    const auto receipts = result.receipts();
    REQUIRE(receipts.size() == 2);
    CHECK(receipts[0].role == opi::Role::customer && receipts[0].acknowledged && !receipts[0].target.empty());
    const auto journal = result.journal();
    REQUIRE(journal.size() == 1);
    CHECK(journal[0].amount() == Money(2200, "CHF") && journal[0].time().has_value() && journal[0].activation().has_value());
    const auto evidence = result.evidence();
    REQUIRE(!evidence.empty());
    CHECK(evidence[0].source() == opi::EvidenceSource::answer && evidence[0].says() == opi::EvidenceSays::paid);
    CHECK(!evidence[0].text().value_or("").empty() && result.contradictions().empty());
}

static void test_a_conversion_in_types()
{
    PROVES("payment money");
    Till till;
    till.sim.ask("outcome dcc");
    const auto taken = till.terminal.pay(price);
    CHECK(taken.approved() && taken.dcc_offered() == true && taken.dcc_accepted() == true);
    CHECK(taken.dcc_amount().has_value() && taken.dcc_amount()->currency() == taken.dcc_currency().value_or("?"));
    CHECK(taken.dcc_rate().has_value() && taken.dcc_rate()->places() > 0);
    till.sim.ask("outcome dcc-refused");
    const auto refused = till.terminal.pay(price);
    CHECK(refused.approved() && refused.dcc_accepted() == false);
}

// ---- from a peer that says what it likes ------------------------------------------------------------------------------------

// What a peer makes of a request: the result, and what the peer was asked.
struct Asked {
    opi::Result result;
    std::string request;
};

static Asked ask(const char *answer, const opi::Request &request, opi::Dialect dialect = opi::Dialect::ch)
{
    peer *const there = peer_answering(answer);
    opi::Terminal terminal{opi::Url{there->address}.listen("127.0.0.1:0").workstation("lane-1").dialect(dialect)};
    Asked asked{terminal.run(request), {}};
    asked.request = there->request;
    peer_end(there);
    return asked;
}

static void test_values_of_every_type()
{
    const auto result = ask(R"(<CardServiceResponse WorkstationID="lane-1" RequestID="@ID@" RequestType="CardPayment")"
                            R"( OverallResult="Success"><Terminal TerminalID="7" STAN="000042"/><Tender>)"
                            R"(<TotalAmount Currency="CHF" GratuityAmount="2.00">22.00</TotalAmount><Authorisation)"
                            R"( TimeStamp="2026-04-08T10:00:31.5+02:00" ReceiptCopies="2"/></Tender><DccInfo>)"
                            R"(<CardHolderBillingAmount>23.40</CardHolderBillingAmount><CardHolderBillingCurrencyName>EUR)"
                            R"(</CardHolderBillingCurrencyName><Exchangerate>1.0446</Exchangerate><CommissionPercentage>3.9500)"
                            R"(</CommissionPercentage></DccInfo></CardServiceResponse>)",
                            opi::Request{opi::Kind::card_payment, price}).result;
    CHECK(result.amount() == Money(2200, "CHF") && result.tip() == Money(200, "CHF"));
    CHECK(result.stan() == "000042" && result.receipt_copies() == 2);
    opi::DateTime time{2026, 4, 8, 10, 0, 31};
    time.nanosecond = 500000000;
    time.offset = std::chrono::minutes{120};
    CHECK(result.authorised_at() == time);
    CHECK(result.dcc_offered() == true && result.dcc_amount() == Money(2340, "EUR"));
    CHECK(result.dcc_rate() == Decimal(10446, 4) && result.dcc_markup() == Decimal(395, 2));
    const auto circuits = ask(R"(<ServiceResponse WorkstationID="lane-1" RequestID="@ID@" RequestType="GetCardCircuits")"
                              R"( OverallResult="Success"><CardCircuit>MAES</CardCircuit><CardCircuit>VPAY</CardCircuit>)"
                              R"(</ServiceResponse>)",
                              opi::Request{opi::Kind::get_card_circuits}, opi::Dialect::nl).result;
    CHECK(circuits.card_circuits() == std::vector<opi::StringView>({"MAES", "VPAY"}));
}

// Nonsense gives nothing as a type, and is there as text.
static void test_nonsense_is_still_there_as_text()
{
    const auto result = ask(R"(<CardServiceResponse WorkstationID="lane-1" RequestID="@ID@" RequestType="CardPayment")"
                            R"( OverallResult="Success"><Tender><TotalAmount Currency="CHF">20.00</TotalAmount><Authorisation)"
                            R"( TimeStamp="last tuesday" ApprovalCode="103128"/></Tender><DccInfo>)"
                            R"(<CardHolderBillingAmount>23.40</CardHolderBillingAmount><CardHolderBillingCurrencyName>Taler)"
                            R"(</CardHolderBillingCurrencyName><Exchangerate>about one</Exchangerate></DccInfo>)"
                            R"(</CardServiceResponse>)",
                            opi::Request{opi::Kind::card_payment, price}).result;
    CHECK(result.approved() && result.amount() == price);
    CHECK(!result.authorised_at() && result.get(OPI_FIELD_AUTHORISED_AT) == "last tuesday");
    CHECK(!result.dcc_amount() && result.get(OPI_FIELD_DCC_AMOUNT) == "23.40" && result.dcc_currency() == "Taler");
    CHECK(!result.dcc_rate() && result.get(OPI_FIELD_DCC_RATE) == "about one");
}

// ---- what the till says ---------------------------------------------------------------------------------------------------

static void test_options_reach_the_wire_as_the_terminal_wants_them()
{
    opi::Request sale{opi::Kind::card_payment, price};
    sale.reference("A1").shift(7).card_circuits({"VISA", "ECMC"}).cashback({500, "CHF"}).language("fr");
    const auto sold = ask("<nonsense/>", sale).request;
    for (const char *part : {R"(ReferenceNumber="A1")", "<ShiftNumber>7</ShiftNumber>", R"(CashBackAmount="5.00")",
                             "<CardCircuit>VISA</CardCircuit><CardCircuit>ECMC</CardCircuit>", R"(LanguageCode="fr")"})
        CHECK_HOLDS(sold.c_str(), part);
    opi::DateTime time{2026, 4, 8, 10, 0, 31};
    time.offset = std::chrono::minutes{120};
    opi::Request reversal{opi::Kind::payment_reversal, price};
    reversal.stan("000042").original_time(time).clerk_permission(opi::ClerkPermission::high).manual_pan(true);
    const auto reversed = ask("<nonsense/>", reversal, opi::Dialect::de).request;
    for (const char *part : {R"(STAN="000042" TimeStamp="2026-04-08T10:00:31+02:00")", "<ManualPAN>true</ManualPAN>",
                             "<ClerkPermission>High</ClerkPermission>"})
        CHECK_HOLDS(reversed.c_str(), part);
    CHECK(thrown([&] { reversal.shift(-1); }) == Status::invalid_argument);
}

static void test_a_part_of_the_amount_has_its_currency()
{
    opi::Request request{opi::Kind::card_payment};
    CHECK(thrown([&] { request.cashback({500, "CHF"}); }) == Status::invalid_amount); // of which amount?
    request.amount(price);
    CHECK(thrown([&] { request.cashback({500, "EUR"}); }) == Status::invalid_amount);
    request.amount({2000, "EUR"}).cashback({500, "EUR"});
    CHECK(thrown([&] { request.amount(price); }) == Status::invalid_amount);
    request.amount({3000, "EUR"});
}

int main()
{
    RUN(test_a_payment_in_types);
    RUN(test_a_conversion_in_types);
    RUN(test_values_of_every_type);
    RUN(test_nonsense_is_still_there_as_text);
    RUN(test_options_reach_the_wire_as_the_terminal_wants_them);
    RUN(test_a_part_of_the_amount_has_its_currency);
    return finish();
}
