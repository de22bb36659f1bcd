// Made from the Rust source by `make generate` (api/templates/java_native.j2); never edited by hand.
package org.libopi;

import com.sun.jna.Callback;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.ByteBuffer;

/** The C ABI through JNA's direct mapping. No logic: types in, types out. */
final class JnaBinding extends JnaTypes implements NativeBinding {
    /** The callbacks, held for as long as the process lives: JNA itself would let them be collected. */
    private final Display display;
    private final Print print;
    private final Input input;
    private final Deliver deliver;
    private final Journal journal;
    private final Destroy destroy;
    private final Log log;

    /** Binds the functions of a library that is loaded already; what is missing there is an UnsatisfiedLinkError. */
    JnaBinding(com.sun.jna.NativeLibrary library, Callbacks callbacks) {
        Native.register(Functions.class, library);
        display = (userData, request) -> callbacks.serve(address(userData), "display", address(request), 0);
        print = (userData, request) -> callbacks.serve(address(userData), "print", address(request), 0);
        input = (userData, request, answer) -> callbacks.serve(address(userData), "input", address(request), address(answer));
        deliver = (userData, request) -> callbacks.serve(address(userData), "deliver", address(request), 0);
        journal = (userData, request) -> callbacks.serve(address(userData), "journal", address(request), 0);
        destroy = userData -> callbacks.destroy(address(userData));
        log = (userData, level, target, text, len) -> callbacks.log(level, text(target), text(text));
    }

    private Pointer table(DeviceTable table) {
        if (table == null) {
            return Pointer.NULL;
        }
        OpiDevices devices = new OpiDevices();
        devices.struct_size = devices.size();
        devices.user_data = pointer(table.key);
        devices.display = table.devices.contains("display") ? display : null;
        devices.print = table.devices.contains("print") ? print : null;
        devices.input = table.devices.contains("input") ? input : null;
        devices.deliver = table.devices.contains("deliver") ? deliver : null;
        devices.journal = table.devices.contains("journal") ? journal : null;
        devices.destroy = destroy;
        devices.write();
        return devices.getPointer();
    }

    @Override
    public String version() {
        return text(Functions.opi_version());
    }

    @Override
    public int abiVersion() {
        return Functions.opi_abi_version();
    }

    @Override
    public String statusName(int status) {
        return text(Functions.opi_status_name(status));
    }

    @Override
    public String statusText(int status) {
        return text(Functions.opi_status_text(status));
    }

    @Override
    public String statusAdvice(int status) {
        return text(Functions.opi_status_advice(status));
    }

    @Override
    public String statusTextIn(int status, String language) {
        return text(Functions.opi_status_text_in(status, utf8(language)));
    }

    @Override
    public String statusAdviceIn(int status, String language) {
        return text(Functions.opi_status_advice_in(status, utf8(language)));
    }

    @Override
    public int statusMoney(int status) {
        return Functions.opi_status_money(status);
    }

    @Override
    public int errorCode(long error) {
        return Functions.opi_error_code(pointer(error));
    }

    @Override
    public String errorMessage(long error) {
        return text(Functions.opi_error_message(pointer(error), null));
    }

    @Override
    public String errorAdvice(long error) {
        return text(Functions.opi_error_advice(pointer(error), null));
    }

    @Override
    public int errorMoney(long error) {
        return Functions.opi_error_money(pointer(error));
    }

    @Override
    public void errorFree(long error) {
        Functions.opi_error_free(pointer(error));
    }

    @Override
    public int currencyDecimals(String currency) {
        return Functions.opi_currency_decimals(utf8(currency));
    }

    @Override
    public long cancelNew() {
        return address(Functions.opi_cancel_new());
    }

    @Override
    public void cancelCancel(long cancel) {
        Functions.opi_cancel_cancel(pointer(cancel));
    }

    @Override
    public int cancelIsCancelled(long cancel) {
        return Functions.opi_cancel_is_cancelled(pointer(cancel));
    }

    @Override
    public void cancelFree(long cancel) {
        Functions.opi_cancel_free(pointer(cancel));
    }

    @Override
    public long requestNew(int kind) {
        return address(Functions.opi_request_new(kind));
    }

    @Override
    public int requestSetAmount(long request, long minorUnits, String currency, long[] err) {
        PointerByReference errOut = new PointerByReference();
        int returned = Functions.opi_request_set_amount(pointer(request), minorUnits, utf8(currency), errOut);
        err[0] = address(errOut.getValue());
        return returned;
    }

    @Override
    public int requestSet(long request, String name, String value, long[] err) {
        PointerByReference errOut = new PointerByReference();
        int returned = Functions.opi_request_set(pointer(request), utf8(name), utf8(value), errOut);
        err[0] = address(errOut.getValue());
        return returned;
    }

    @Override
    public void requestFree(long request) {
        Functions.opi_request_free(pointer(request));
    }

    @Override
    public int resultVerdict(long result) {
        return Functions.opi_result_verdict(pointer(result));
    }

    @Override
    public int resultStatus(long result) {
        return Functions.opi_result_status(pointer(result));
    }

    @Override
    public int resultMoney(long result) {
        return Functions.opi_result_money(pointer(result));
    }

    @Override
    public int resultAmount(long result, long[] minorUnits, String[] currency) {
        LongByReference minorUnitsOut = new LongByReference();
        PointerByReference currencyOut = new PointerByReference();
        int returned = Functions.opi_result_amount(pointer(result), minorUnitsOut, currencyOut);
        minorUnits[0] = minorUnitsOut.getValue();
        currency[0] = text(currencyOut.getValue());
        return returned;
    }

    @Override
    public String resultGet(long result, String name) {
        return text(Functions.opi_result_get(pointer(result), utf8(name), null));
    }

    @Override
    public long resultReceiptCount(long result) {
        return address(Functions.opi_result_receipt_count(pointer(result)));
    }

    @Override
    public int resultReceiptRole(long result, long index) {
        return Functions.opi_result_receipt_role(pointer(result), pointer(index));
    }

    @Override
    public String resultReceiptTarget(long result, long index) {
        return text(Functions.opi_result_receipt_target(pointer(result), pointer(index), null));
    }

    @Override
    public String resultReceiptText(long result, long index) {
        return text(Functions.opi_result_receipt_text(pointer(result), pointer(index), null));
    }

    @Override
    public int resultReceiptAcknowledged(long result, long index) {
        return Functions.opi_result_receipt_acknowledged(pointer(result), pointer(index));
    }

    @Override
    public long resultJournalCount(long result) {
        return address(Functions.opi_result_journal_count(pointer(result)));
    }

    @Override
    public String resultJournalGet(long result, long index, String name) {
        return text(Functions.opi_result_journal_get(pointer(result), pointer(index), utf8(name), null));
    }

    @Override
    public long resultEvidenceCount(long result) {
        return address(Functions.opi_result_evidence_count(pointer(result)));
    }

    @Override
    public String resultEvidenceGet(long result, long index, String name) {
        return text(Functions.opi_result_evidence_get(pointer(result), pointer(index), utf8(name), null));
    }

    @Override
    public long resultContradictionCount(long result) {
        return address(Functions.opi_result_contradiction_count(pointer(result)));
    }

    @Override
    public String resultContradictionGet(long result, long index, String name) {
        return text(Functions.opi_result_contradiction_get(pointer(result), pointer(index), utf8(name), null));
    }

    @Override
    public long resultNoteCount(long result) {
        return address(Functions.opi_result_note_count(pointer(result)));
    }

    @Override
    public String resultNote(long result, long index) {
        return text(Functions.opi_result_note(pointer(result), pointer(index), null));
    }

    @Override
    public int resultFailedCallbacks(long result) {
        return Functions.opi_result_failed_callbacks(pointer(result));
    }

    @Override
    public String resultJson(long result) {
        return text(Functions.opi_result_json(pointer(result), null));
    }

    @Override
    public int resultAcknowledge(long result, long[] err) {
        PointerByReference errOut = new PointerByReference();
        int returned = Functions.opi_result_acknowledge(pointer(result), errOut);
        err[0] = address(errOut.getValue());
        return returned;
    }

    @Override
    public void resultFree(long result) {
        Functions.opi_result_free(pointer(result));
    }

    @Override
    public long recoveryCount(long recovery) {
        return address(Functions.opi_recovery_count(pointer(recovery)));
    }

    @Override
    public int recoveryVerdict(long recovery, long index) {
        return Functions.opi_recovery_verdict(pointer(recovery), pointer(index));
    }

    @Override
    public int recoveryAmount(long recovery, long index, long[] minorUnits, String[] currency) {
        LongByReference minorUnitsOut = new LongByReference();
        PointerByReference currencyOut = new PointerByReference();
        int returned = Functions.opi_recovery_amount(pointer(recovery), pointer(index), minorUnitsOut, currencyOut);
        minorUnits[0] = minorUnitsOut.getValue();
        currency[0] = text(currencyOut.getValue());
        return returned;
    }

    @Override
    public String recoveryGet(long recovery, long index, String name) {
        return text(Functions.opi_recovery_get(pointer(recovery), pointer(index), utf8(name), null));
    }

    @Override
    public long recoveryReceiptCount(long recovery, long index) {
        return address(Functions.opi_recovery_receipt_count(pointer(recovery), pointer(index)));
    }

    @Override
    public int recoveryReceiptRole(long recovery, long index, long receipt) {
        return Functions.opi_recovery_receipt_role(pointer(recovery), pointer(index), pointer(receipt));
    }

    @Override
    public String recoveryReceiptTarget(long recovery, long index, long receipt) {
        return text(Functions.opi_recovery_receipt_target(pointer(recovery), pointer(index), pointer(receipt), null));
    }

    @Override
    public String recoveryReceiptText(long recovery, long index, long receipt) {
        return text(Functions.opi_recovery_receipt_text(pointer(recovery), pointer(index), pointer(receipt), null));
    }

    @Override
    public int recoveryReceiptAcknowledged(long recovery, long index, long receipt) {
        return Functions.opi_recovery_receipt_acknowledged(pointer(recovery), pointer(index), pointer(receipt));
    }

    @Override
    public long recoveryJournalCount(long recovery, long index) {
        return address(Functions.opi_recovery_journal_count(pointer(recovery), pointer(index)));
    }

    @Override
    public String recoveryJournalGet(long recovery, long index, long entry, String name) {
        return text(Functions.opi_recovery_journal_get(pointer(recovery), pointer(index), pointer(entry), utf8(name), null));
    }

    @Override
    public long recoveryEvidenceCount(long recovery, long index) {
        return address(Functions.opi_recovery_evidence_count(pointer(recovery), pointer(index)));
    }

    @Override
    public String recoveryEvidenceGet(long recovery, long index, long evidence, String name) {
        return text(Functions.opi_recovery_evidence_get(pointer(recovery), pointer(index), pointer(evidence), utf8(name), null));
    }

    @Override
    public long recoveryContradictionCount(long recovery, long index) {
        return address(Functions.opi_recovery_contradiction_count(pointer(recovery), pointer(index)));
    }

    @Override
    public String recoveryContradictionGet(long recovery, long index, long contradiction, String name) {
        return text(Functions.opi_recovery_contradiction_get(pointer(recovery), pointer(index), pointer(contradiction), utf8(name), null));
    }

    @Override
    public int recoveryAcknowledge(long recovery, long index, long[] err) {
        PointerByReference errOut = new PointerByReference();
        int returned = Functions.opi_recovery_acknowledge(pointer(recovery), pointer(index), errOut);
        err[0] = address(errOut.getValue());
        return returned;
    }

    @Override
    public String recoveryJson(long recovery) {
        return text(Functions.opi_recovery_json(pointer(recovery), null));
    }

    @Override
    public void recoveryFree(long recovery) {
        Functions.opi_recovery_free(pointer(recovery));
    }

    @Override
    public int deviceRequestKind(long request) {
        return Functions.opi_device_request_kind(pointer(request));
    }

    @Override
    public String deviceRequestTarget(long request) {
        return text(Functions.opi_device_request_target(pointer(request), null));
    }

    @Override
    public String deviceRequestText(long request) {
        return text(Functions.opi_device_request_text(pointer(request), null));
    }

    @Override
    public long deviceRequestLineCount(long request) {
        return address(Functions.opi_device_request_line_count(pointer(request)));
    }

    @Override
    public String deviceRequestLine(long request, long index) {
        return text(Functions.opi_device_request_line(pointer(request), pointer(index), null));
    }

    @Override
    public int deviceRequestRole(long request) {
        return Functions.opi_device_request_role(pointer(request));
    }

    @Override
    public int deviceRequestAcknowledged(long request) {
        return Functions.opi_device_request_acknowledged(pointer(request));
    }

    @Override
    public int deviceRequestForCustomer(long request) {
        return Functions.opi_device_request_for_customer(pointer(request));
    }

    @Override
    public int deviceRequestPromptKind(long request) {
        return Functions.opi_device_request_prompt_kind(pointer(request));
    }

    @Override
    public String deviceRequestCommand(long request) {
        return text(Functions.opi_device_request_command(pointer(request), null));
    }

    @Override
    public int deviceRequestMinLength(long request) {
        return Functions.opi_device_request_min_length(pointer(request));
    }

    @Override
    public int deviceRequestMaxLength(long request) {
        return Functions.opi_device_request_max_length(pointer(request));
    }

    @Override
    public int deviceRequestDecimals(long request) {
        return Functions.opi_device_request_decimals(pointer(request));
    }

    @Override
    public int deviceRequestTimeoutSeconds(long request) {
        return Functions.opi_device_request_timeout_seconds(pointer(request));
    }

    @Override
    public String deviceRequestGet(long request, String name) {
        return text(Functions.opi_device_request_get(pointer(request), utf8(name), null));
    }

    @Override
    public int answerSetText(long answer, String text) {
        return Functions.opi_answer_set_text(pointer(answer), utf8(text));
    }

    @Override
    public int answerSetNumber(long answer, String digits) {
        return Functions.opi_answer_set_number(pointer(answer), utf8(digits));
    }

    @Override
    public int terminalOpen(String url, DeviceTable devices, long[] out, long[] err) {
        PointerByReference outOut = new PointerByReference();
        PointerByReference errOut = new PointerByReference();
        int returned = Functions.opi_terminal_open(utf8(url), table(devices), outOut, errOut);
        out[0] = address(outOut.getValue());
        err[0] = address(errOut.getValue());
        return returned;
    }

    @Override
    public int terminalRun(long terminal, long request, long cancel, long[] out, long[] err) {
        PointerByReference outOut = new PointerByReference();
        PointerByReference errOut = new PointerByReference();
        int returned = Functions.opi_terminal_run(pointer(terminal), pointer(request), pointer(cancel), outOut, errOut);
        out[0] = address(outOut.getValue());
        err[0] = address(errOut.getValue());
        return returned;
    }

    @Override
    public int terminalRecover(long terminal, long cancel, long[] out, long[] err) {
        PointerByReference outOut = new PointerByReference();
        PointerByReference errOut = new PointerByReference();
        int returned = Functions.opi_terminal_recover(pointer(terminal), pointer(cancel), outOut, errOut);
        out[0] = address(outOut.getValue());
        err[0] = address(errOut.getValue());
        return returned;
    }

    @Override
    public int terminalUnresolved(long terminal, long[] out, long[] err) {
        PointerByReference outOut = new PointerByReference();
        PointerByReference errOut = new PointerByReference();
        int returned = Functions.opi_terminal_unresolved(pointer(terminal), outOut, errOut);
        out[0] = address(outOut.getValue());
        err[0] = address(errOut.getValue());
        return returned;
    }

    @Override
    public int terminalResolve(long terminal, String id, int verdict, String who, String why, long[] err) {
        PointerByReference errOut = new PointerByReference();
        int returned = Functions.opi_terminal_resolve(pointer(terminal), utf8(id), verdict, utf8(who), utf8(why), errOut);
        err[0] = address(errOut.getValue());
        return returned;
    }

    @Override
    public int terminalDispatch(long terminal, int timeoutMs) {
        return Functions.opi_terminal_dispatch(pointer(terminal), timeoutMs);
    }

    @Override
    public int terminalClose(long terminal, int timeoutMs) {
        return Functions.opi_terminal_close(pointer(terminal), timeoutMs);
    }

    @Override
    public int terminalListenPort(long terminal) {
        return Functions.opi_terminal_listen_port(pointer(terminal));
    }

    @Override
    public String terminalListenAddress(long terminal) {
        return text(Functions.opi_terminal_listen_address(pointer(terminal), null));
    }

    @Override
    public void terminalFree(long terminal) {
        Functions.opi_terminal_free(pointer(terminal));
    }

    @Override
    public int selfTest(long terminal) {
        return Functions.opi_self_test(pointer(terminal));
    }

    @Override
    public int dispatch(int timeoutMs) {
        return Functions.opi_dispatch(timeoutMs);
    }

    @Override
    public int logSet(int level, boolean callback) {
        return Functions.opi_log_set(level, callback ? log : null, null, null);
    }

    @Override
    public ByteBuffer resultGetBytes(long result, String name) {
        LongByReference len = new LongByReference();
        return bytes(Functions.opi_result_get(pointer(result), utf8(name), len), len);
    }

    // ---- as the header has them ------------------------------------------------------------------------------------

    private static final class Functions {
        private Functions() {
        }

        static native Pointer opi_version();

        static native int opi_abi_version();

        static native Pointer opi_status_name(int status);

        static native Pointer opi_status_text(int status);

        static native Pointer opi_status_advice(int status);

        static native Pointer opi_status_text_in(int status, byte[] language);

        static native Pointer opi_status_advice_in(int status, byte[] language);

        static native int opi_status_money(int status);

        static native int opi_error_code(Pointer error);

        static native Pointer opi_error_message(Pointer error, LongByReference len);

        static native Pointer opi_error_advice(Pointer error, LongByReference len);

        static native int opi_error_money(Pointer error);

        static native void opi_error_free(Pointer error);

        static native int opi_currency_decimals(byte[] currency);

        static native Pointer opi_cancel_new();

        static native void opi_cancel_cancel(Pointer cancel);

        static native int opi_cancel_is_cancelled(Pointer cancel);

        static native void opi_cancel_free(Pointer cancel);

        static native Pointer opi_request_new(int kind);

        static native int opi_request_set_amount(Pointer request, long minor_units, byte[] currency, PointerByReference err);

        static native int opi_request_set(Pointer request, byte[] name, byte[] value, PointerByReference err);

        static native void opi_request_free(Pointer request);

        static native int opi_result_verdict(Pointer result);

        static native int opi_result_status(Pointer result);

        static native int opi_result_money(Pointer result);

        static native int opi_result_amount(Pointer result, LongByReference minor_units, PointerByReference currency);

        static native Pointer opi_result_get(Pointer result, byte[] name, LongByReference len);

        static native Pointer opi_result_receipt_count(Pointer result);

        static native int opi_result_receipt_role(Pointer result, Pointer index);

        static native Pointer opi_result_receipt_target(Pointer result, Pointer index, LongByReference len);

        static native Pointer opi_result_receipt_text(Pointer result, Pointer index, LongByReference len);

        static native int opi_result_receipt_acknowledged(Pointer result, Pointer index);

        static native Pointer opi_result_journal_count(Pointer result);

        static native Pointer opi_result_journal_get(Pointer result, Pointer index, byte[] name, LongByReference len);

        static native Pointer opi_result_evidence_count(Pointer result);

        static native Pointer opi_result_evidence_get(Pointer result, Pointer index, byte[] name, LongByReference len);

        static native Pointer opi_result_contradiction_count(Pointer result);

        static native Pointer opi_result_contradiction_get(Pointer result, Pointer index, byte[] name, LongByReference len);

        static native Pointer opi_result_note_count(Pointer result);

        static native Pointer opi_result_note(Pointer result, Pointer index, LongByReference len);

        static native int opi_result_failed_callbacks(Pointer result);

        static native Pointer opi_result_json(Pointer result, LongByReference len);

        static native int opi_result_acknowledge(Pointer result, PointerByReference err);

        static native void opi_result_free(Pointer result);

        static native Pointer opi_recovery_count(Pointer recovery);

        static native int opi_recovery_verdict(Pointer recovery, Pointer index);

        static native int opi_recovery_amount(Pointer recovery, Pointer index, LongByReference minor_units, PointerByReference currency);

        static native Pointer opi_recovery_get(Pointer recovery, Pointer index, byte[] name, LongByReference len);

        static native Pointer opi_recovery_receipt_count(Pointer recovery, Pointer index);

        static native int opi_recovery_receipt_role(Pointer recovery, Pointer index, Pointer receipt);

        static native Pointer opi_recovery_receipt_target(Pointer recovery, Pointer index, Pointer receipt, LongByReference len);

        static native Pointer opi_recovery_receipt_text(Pointer recovery, Pointer index, Pointer receipt, LongByReference len);

        static native int opi_recovery_receipt_acknowledged(Pointer recovery, Pointer index, Pointer receipt);

        static native Pointer opi_recovery_journal_count(Pointer recovery, Pointer index);

        static native Pointer opi_recovery_journal_get(Pointer recovery, Pointer index, Pointer entry, byte[] name, LongByReference len);

        static native Pointer opi_recovery_evidence_count(Pointer recovery, Pointer index);

        static native Pointer opi_recovery_evidence_get(Pointer recovery, Pointer index, Pointer evidence, byte[] name, LongByReference len);

        static native Pointer opi_recovery_contradiction_count(Pointer recovery, Pointer index);

        static native Pointer opi_recovery_contradiction_get(Pointer recovery, Pointer index, Pointer contradiction, byte[] name, LongByReference len);

        static native int opi_recovery_acknowledge(Pointer recovery, Pointer index, PointerByReference err);

        static native Pointer opi_recovery_json(Pointer recovery, LongByReference len);

        static native void opi_recovery_free(Pointer recovery);

        static native int opi_device_request_kind(Pointer request);

        static native Pointer opi_device_request_target(Pointer request, LongByReference len);

        static native Pointer opi_device_request_text(Pointer request, LongByReference len);

        static native Pointer opi_device_request_line_count(Pointer request);

        static native Pointer opi_device_request_line(Pointer request, Pointer index, LongByReference len);

        static native int opi_device_request_role(Pointer request);

        static native int opi_device_request_acknowledged(Pointer request);

        static native int opi_device_request_for_customer(Pointer request);

        static native int opi_device_request_prompt_kind(Pointer request);

        static native Pointer opi_device_request_command(Pointer request, LongByReference len);

        static native int opi_device_request_min_length(Pointer request);

        static native int opi_device_request_max_length(Pointer request);

        static native int opi_device_request_decimals(Pointer request);

        static native int opi_device_request_timeout_seconds(Pointer request);

        static native Pointer opi_device_request_get(Pointer request, byte[] name, LongByReference len);

        static native int opi_answer_set_text(Pointer answer, byte[] text);

        static native int opi_answer_set_number(Pointer answer, byte[] digits);

        static native int opi_terminal_open(byte[] url, Pointer devices, PointerByReference out, PointerByReference err);

        static native int opi_terminal_run(Pointer terminal, Pointer request, Pointer cancel, PointerByReference out, PointerByReference err);

        static native int opi_terminal_recover(Pointer terminal, Pointer cancel, PointerByReference out, PointerByReference err);

        static native int opi_terminal_unresolved(Pointer terminal, PointerByReference out, PointerByReference err);

        static native int opi_terminal_resolve(Pointer terminal, byte[] id, int verdict, byte[] who, byte[] why, PointerByReference err);

        static native int opi_terminal_dispatch(Pointer terminal, int timeout_ms);

        static native int opi_terminal_close(Pointer terminal, int timeout_ms);

        static native int opi_terminal_listen_port(Pointer terminal);

        static native Pointer opi_terminal_listen_address(Pointer terminal, LongByReference len);

        static native void opi_terminal_free(Pointer terminal);

        static native int opi_self_test(Pointer terminal);

        static native int opi_dispatch(int timeout_ms);

        static native int opi_log_set(int level, Log callback, Pointer user_data, Callback destroy);
    }

    /** The callback of that name. */
    interface Display extends Callback {
        int callback(Pointer userData, Pointer request);
    }

    /** The callback of that name. */
    interface Print extends Callback {
        int callback(Pointer userData, Pointer request);
    }

    /** The callback of that name. */
    interface Input extends Callback {
        int callback(Pointer userData, Pointer request, Pointer answer);
    }

    /** The callback of that name. */
    interface Deliver extends Callback {
        int callback(Pointer userData, Pointer request);
    }

    /** The callback of that name. */
    interface Journal extends Callback {
        int callback(Pointer userData, Pointer request);
    }

    /** The callback of that name. */
    interface Destroy extends Callback {
        void callback(Pointer userData);
    }

    /** The callback of opi_log_set(). */
    interface Log extends Callback {
        void callback(Pointer userData, int level, Pointer target, Pointer text, Pointer len);
    }

    /** opi_devices. */
    @Structure.FieldOrder({"struct_size", "reserved", "user_data", "display", "print", "input", "deliver", "journal", "destroy"})
    public static final class OpiDevices extends Structure {
        /** As in opi.h. */
        public int struct_size;
        /** As in opi.h. */
        public int reserved;
        /** As in opi.h. */
        public Pointer user_data;
        /** As in opi.h. */
        public Display display;
        /** As in opi.h. */
        public Print print;
        /** As in opi.h. */
        public Input input;
        /** As in opi.h. */
        public Deliver deliver;
        /** As in opi.h. */
        public Journal journal;
        /** As in opi.h. */
        public Destroy destroy;
    }
}
