// The journal in C++: a payment without an answer is found out, told once, or settled by a human.
#include "till.hpp"

#include <cstdlib>
#include <unistd.h>

using opi::Recovered;
using opi::Status;
using opi::Verdict;

static const opi::Money price{1250, "CHF"};

// A folder for one journal, gone at the end.
class Folder {
public:
    Folder() { REQUIRE(mkdtemp(path_) != nullptr); }
    Folder(const Folder &) = delete;
    Folder &operator=(const Folder &) = delete;
    ~Folder()
    {
        for (const char *end : {"", "-wal", "-shm", "-journal", ".lock"})
            unlink((file() + end).c_str());
        if (rmdir(path_) != 0)
            std::perror(path_);
    }
    std::string file() const { return std::string{path_} + "/journal.db"; }
    std::string option() const { return "&journal=" + file() + ""; }

private:
    char path_[32] = "/tmp/opi-cpp-XXXXXX";
};

// A payment that was charged; its answer got lost.
static void pay_in_vain(Till &till, opi::StringView reference)
{
    till.sim.ask("outcome drop-pay:0");
    CHECK(till.terminal.pay(price, reference).verdict() == Verdict::unknown);
    till.sim.ask("outcome approve");
}

static void test_a_payment_without_an_answer_is_recovered()
{
    PROVES("journal-recover journal-acknowledge");
    const Folder folder;
    Till till{"ch", folder.option()};
    CHECK(till.terminal.recover().empty());
    pay_in_vain(till, "A1");
    const auto open = till.terminal.unresolved();
    CHECK(open.size() == 1 && open.requests()[0].verdict() == Recovered::ask_human);
    const auto recovery = till.terminal.recover();
    REQUIRE(recovery.size() == 1);
    const auto found = recovery.requests()[0];
    CHECK(found.verdict() == Recovered::approved && found.amount() == price);
    CHECK(found.reference() == "A1" && found.requested_amount() == price && found.kind() == opi::Kind::card_payment);
    CHECK(found.settled_by() == opi::SettledBy::recovery && found.begun_at().has_value() && found.ask_again() != true);
    CHECK(found.receipts().size() == 2 && found.receipts()[0].role == opi::Role::customer);
    CHECK(holds(found.receipts()[0].text, "12.50") && found.receipts()[0].acknowledged);
    CHECK(found.journal().size() == 1 && found.journal()[0].amount() == price);
    CHECK(!found.evidence().empty() && found.contradictions().empty());
    CHECK(found.evidence().back().source() == opi::EvidenceSource::recovery);
    CHECK(found.evidence().back().says() == opi::EvidenceSays::paid);
    CHECK(recovery.json()[0] == '[' && holds(recovery.json(), "\"A1\""));
    // Told again until the till says that it knows.
    CHECK(till.terminal.recover().size() == 1);
    found.acknowledge();
    CHECK(till.terminal.recover().empty());
}

static void test_an_acknowledged_result_is_not_recovered()
{
    PROVES("journal-acknowledge");
    const Folder folder;
    Till till{"ch", folder.option()};
    const auto first = till.terminal.pay(price, "A1"), second = till.terminal.pay(price, "A2");
    first.acknowledge();
    const auto recovery = till.terminal.recover();
    REQUIRE(recovery.size() == 1);
    CHECK(recovery.requests()[0].reference() == "A2");
    second.acknowledge();
    second.acknowledge();
    CHECK(till.terminal.recover().empty());
}

static void test_an_open_payment_stops_the_next_one()
{
    PROVES("journal-unresolved");
    const Folder folder;
    Till till{"ch", folder.option()};
    pay_in_vain(till, "A1");
    const opi::Request next{opi::Kind::card_payment, price};
    const auto stopped = till.terminal.try_run(next);
    CHECK((stopped ? stopped->status() : stopped.error().status()) == Status::unresolved);
    opi::Request anyway{opi::Kind::card_payment, price};
    anyway.although_unresolved(true);
    CHECK(till.terminal.run(anyway).approved());
}

static void test_a_human_settles_what_nobody_knows()
{
    PROVES("journal-resolve");
    const Folder folder;
    Till till{"ch", folder.option()};
    pay_in_vain(till, "A1");
    const auto open = till.terminal.unresolved();
    REQUIRE(open.size() == 1);
    const auto id = open.requests()[0].id().value();
    CHECK(thrown([&] { till.terminal.resolve(id, Recovered::ask_human, "Anna", "receipt seen"); }) == Status::invalid_argument);
    CHECK(thrown([&] { till.terminal.resolve(id, Recovered::approved, "", "receipt seen"); }) == Status::invalid_argument);
    CHECK(thrown([&] { open.requests()[0].acknowledge(); }) == Status::pending);
    till.terminal.resolve(id, Recovered::not_charged, "M\xc3\xbcller", "no receipt");
    const auto recovery = till.terminal.recover();
    REQUIRE(recovery.size() == 1);
    CHECK(recovery.requests()[0].verdict() == Recovered::not_charged && !recovery.requests()[0].amount());
    CHECK(recovery.requests()[0].who() == "M\xc3\xbcller");
    const auto contradictions = recovery.requests()[0].contradictions(); // the journal entry says that it was charged
    CHECK(!contradictions.empty() && contradictions[0].second() == opi::EvidenceSource::person);
    recovery.requests()[0].acknowledge();
    CHECK(till.terminal.pay(price).approved());
}

static void test_a_key_gives_the_stored_outcome()
{
    PROVES("idempotency-key");
    const Folder folder;
    Till till{"ch", folder.option()};
    opi::Request sale{opi::Kind::card_payment, price};
    sale.key("sale-4711");
    CHECK(till.terminal.run(sale).approved());
    const auto again = till.terminal.run(sale);
    CHECK(again.approved() && again.amount() == price && again.from_journal() == true);
    CHECK(till.sim.ledger_holds("\"net\":{\"CHF\":1250}"));
    CHECK_TEXT(till.trace.c_str(), "ddddCMj");
    opi::Request other{opi::Kind::card_payment, {700, "CHF"}};
    other.key("sale-4711");
    CHECK(thrown([&] { (void)till.terminal.run(other); }) == Status::key_mismatch);
}

static void test_the_next_process_recovers_what_this_one_left()
{
    PROVES("journal-recover");
    const Folder folder;
    std::string options = folder.option();
    Till till{"ch", options};
    pay_in_vain(till, "A1");
    till.terminal.close();
    till.terminal = opi::Terminal{till.sim.url(options), till.devices()};
    till.sim.ask("till " + till.terminal.listen_address());
    const auto recovery = till.terminal.recover();
    CHECK(recovery.size() == 1 && recovery.requests()[0].verdict() == Recovered::approved);
}

static void test_without_a_journal_recovery_says_so()
{
    Till till{"ch", "&journal=none"};
    CHECK(thrown([&] { (void)till.terminal.recover(); }) == Status::no_journal);
    CHECK(thrown([&] { (void)till.terminal.unresolved(); }) == Status::no_journal);
    till.inside = [&](char) { CHECK(thrown([&] { (void)till.terminal.recover(); }) != Status::ok); };
    CHECK(till.terminal.pay(price).approved());
}

int main()
{
    RUN(test_a_payment_without_an_answer_is_recovered);
    RUN(test_an_acknowledged_result_is_not_recovered);
    RUN(test_an_open_payment_stops_the_next_one);
    RUN(test_a_human_settles_what_nobody_knows);
    RUN(test_a_key_gives_the_stored_outcome);
    RUN(test_the_next_process_recovers_what_this_one_left);
    RUN(test_without_a_journal_recovery_says_so);
    return finish();
}
