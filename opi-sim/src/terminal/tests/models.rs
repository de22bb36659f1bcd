//! The seven Swiss models and their habits.

use super::*;
use crate::model::Model;
use OverallResult::{Aborted, DeviceUnavailable, Failure, NotSupported, Success};

fn bench(model: &str, behaviour: impl Into<Behaviour>) -> Bench {
    let settings = Settings::of(Model::by_name(model).unwrap()).unwrap();
    Bench::with(Settings { behaviour: behaviour.into(), ..settings })
}

#[test]
fn every_model_takes_payments_and_says_who_it_is() {
    for model in Model::all() {
        let variant = model.variant.unwrap();
        let mut bench = bench(variant.name, Outcome::Approve);
        assert_eq!(bench.pay().overall_result, Success, "{}", variant.name);
        assert_eq!(bench.targets().contains(&"DeliveryBox"), model.is_unattended(), "{}", variant.name);
        if variant.dialect != "ch" {
            continue;
        }
        assert_eq!(
            bench.targets().contains(&"JournalPrinter"),
            model.sends_merchant_copy(),
            "{}",
            variant.name
        );
        let info = bench.run(RequestKind::GetInfo);
        let identification = info.state.unwrap().identification.unwrap();
        assert_eq!(identification.hardware.as_deref(), Some(model.title()));
        assert_eq!(bench.finding(), "");
    }
}

#[test]
fn an_unattended_terminal_asks_for_the_goods_and_lacks_a_cashiers_requests() {
    let mut vending = bench("IM30", Outcome::Approve);
    vending.pay();
    let delivered = vending.targets().iter().position(|target| *target == "DeliveryBox");
    assert!(delivered < vending.targets().iter().position(|target| *target == "Printer"), "goods first");
    for kind in [RequestKind::PaymentRefund, RequestKind::PaymentReversal, RequestKind::TicketReprint] {
        assert_eq!(vending.run(kind).overall_result, NotSupported, "{kind}");
    }
    vending.devices = |request| {
        let mut response = success(request);
        for output in &mut response.outputs {
            if output.target.as_deref() == Some("DeliveryBox") {
                output.result = Some("Failure".into());
                response.overall_result = Failure;
            }
        }
        Some(response)
    };
    assert_eq!(vending.pay().overall_result, Aborted, "nothing came out: the money goes back");
    assert_eq!(vending.terminal.ledger().net("CHF"), 1250, "the first payment stands");
}

#[test]
fn an_unattended_terminal_never_insists_on_a_reprint_it_cannot_do() {
    let mut vending = bench("IM15", Outcome::Approve);
    vending.devices = no_paper;
    assert_eq!(vending.pay().overall_result, Success);
    assert_eq!(vending.terminal.condition(), Condition::Ready);
}

#[test]
fn a_dx8000_asks_whether_to_print_the_copy_that_it_prints_itself() {
    for (status, asks) in [("PrintLocal", true), ("Available", false)] {
        for devices in [(|request| Some(success(request))) as Devices, says_no] {
            let mut bench = bench("DX8000", Outcome::Approve);
            bench.devices = devices;
            let mut request = bench.request(RequestKind::CardPayment);
            request.pos_data.as_mut().unwrap().printer_status = Some(status.into());
            assert_eq!(bench.run_request(&request).overall_result, Success, "a no changes nothing");
            assert_eq!(bench.text_of("CashierDisplay").contains("Kundenbeleg drucken?"), asks, "{status}");
        }
    }
}

#[test]
fn a_q30_takes_an_abort_that_it_does_not_confirm() {
    let mut bench = bench("Q30", Outcome::Wait);
    let payment = bench.request(RequestKind::CardPayment);
    bench.send(PAY, &payment);
    let abort = bench.request(RequestKind::AbortRequest);
    bench.send(OTHER, &abort);
    let results: Vec<_> = bench.answers.iter().map(|(_, r)| r.overall_result.clone()).collect();
    assert_eq!(results, [DeviceUnavailable, Aborted]);
}
