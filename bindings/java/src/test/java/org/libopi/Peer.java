package org.libopi;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A terminal that says what no simulator would: any number of display texts, in any bytes, before it approves. Serves one
 * payment after the other until it is closed. As a program (for the benchmark): {@code Peer TILL_PORT COUNT} prints
 * "ready HOST:PORT" and serves one payment for each line on standard input.
 */
final class Peer implements AutoCloseable {
    private static final String NAMESPACE = "http://www.nrf-arts.org/IXRetail/namespace";

    private final ServerSocket listener;
    private final Thread thread;
    private volatile int tillPort;
    private volatile List<Body> bodies = List.of();
    private volatile int rounds = 1;
    /** What the till answered to the last device request. */
    volatile String answer = "";

    /** A device request but for its header. */
    static final class Body {
        private final String type;
        private final byte[] xml;

        private Body(String type, byte[] xml) {
            this.type = type;
            this.xml = xml;
        }

        /** A text for the cashier, in whatever bytes. */
        static Body display(byte[] text) {
            ByteArrayOutputStream xml = new ByteArrayOutputStream();
            xml.writeBytes(ascii("<Output OutDeviceTarget=\"CashierDisplay\"><TextLine>"));
            xml.writeBytes(text);
            xml.writeBytes(ascii("</TextLine></Output>"));
            return new Body("Output", xml.toByteArray());
        }

        /** A receipt for the customer. */
        static Body receipt(String text) {
            return new Body("Output", ascii("<Output OutDeviceTarget=\"Printer\"><TextLine>" + text
                    + "</TextLine></Output>"));
        }

        /** Goods to hand out. */
        static Body delivery(String text) {
            return new Body("Output", ascii("<Output OutDeviceTarget=\"DeliveryBox\"><TextLine>" + text
                    + "</TextLine></Output>"));
        }

        /** A question for the cashier, such as {@code <Command>GetChar</Command>}. */
        static Body question(String command) {
            return new Body("Input", ascii("<Output OutDeviceTarget=\"CashierDisplay\"><TextLine>Betrag?</TextLine></Output>"
                    + "<Input InDeviceTarget=\"CashierKeyboard\">" + command + "</Input>"));
        }
    }

    Peer() throws IOException {
        listener = new ServerSocket(0, 8, InetAddress.getByName("127.0.0.1"));
        thread = new Thread(this::serve, "peer");
        thread.setDaemon(true);
        thread.start();
    }

    String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** Where the till listens, and what its devices are asked, all of it so many times. */
    void ask(int port, int times, Body... all) {
        tillPort = port;
        rounds = times;
        bodies = List.of(all);
    }

    /** Sends one device request while nothing runs; gives what the till answers. */
    CompletableFuture<String> send(int port, Body body) {
        return send(port, "1", body);
    }

    /** The same to one of several tills there. */
    static CompletableFuture<String> send(int port, String workstation, Body body) {
        return CompletableFuture.supplyAsync(() -> {
            try (Socket channel1 = new Socket("127.0.0.1", port)) {
                write(new DataOutputStream(channel1.getOutputStream()), deviceRequest("77", workstation, body));
                return new String(read(new DataInputStream(channel1.getInputStream())), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void serve() {
        while (true) {
            try (Socket channel0 = listener.accept()) {
                pay(channel0);
            } catch (IOException e) {
                if (listener.isClosed()) {
                    return;
                }
            }
        }
    }

    private void pay(Socket channel0) throws IOException {
        channel0.setTcpNoDelay(true);
        DataInputStream in = new DataInputStream(channel0.getInputStream());
        String request = new String(read(in), StandardCharsets.UTF_8);
        String id = attribute(request, "RequestID");
        String workstation = attribute(request, "WorkstationID");
        List<Body> all = bodies;
        if (!all.isEmpty()) {
            try (Socket channel1 = new Socket("127.0.0.1", tillPort)) {
                channel1.setTcpNoDelay(true);
                DataInputStream answers = new DataInputStream(channel1.getInputStream());
                DataOutputStream requests = new DataOutputStream(channel1.getOutputStream());
                int number = 0;
                for (int round = 0; round < rounds; round++) {
                    for (Body body : all) {
                        write(requests, deviceRequest(id + "." + ++number, workstation, body));
                        answer = new String(read(answers), StandardCharsets.UTF_8);
                    }
                }
            }
        }
        write(new DataOutputStream(channel0.getOutputStream()), ascii("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<CardServiceResponse xmlns=\"" + NAMESPACE + "\" RequestType=\"CardPayment\" WorkstationID=\"" + workstation
                + "\" RequestID=\"" + id + "\" OverallResult=\"Success\"><Terminal TerminalID=\"10133464\" STAN=\"1\"/><Tender>"
                + "<TotalAmount Currency=\"CHF\">12.50</TotalAmount></Tender></CardServiceResponse>"));
    }

    private static byte[] deviceRequest(String id, String workstation, Body body) {
        ByteArrayOutputStream xml = new ByteArrayOutputStream();
        xml.writeBytes(ascii("<?xml version=\"1.0\" encoding=\"UTF-8\"?><DeviceRequest xmlns=\"" + NAMESPACE
                + "\" RequestType=\"" + body.type + "\" RequestID=\"" + id + "\" WorkstationID=\"" + workstation + "\">"));
        xml.writeBytes(body.xml);
        xml.writeBytes(ascii("</DeviceRequest>"));
        return xml.toByteArray();
    }

    private static String attribute(String xml, String name) {
        Matcher found = Pattern.compile(" " + name + "=\"([^\"]*)\"").matcher(xml);
        return found.find() ? found.group(1) : "";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] read(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }

    /** In one piece, so that no small packet waits for another. */
    private static void write(DataOutputStream out, byte[] document) throws IOException {
        out.write(java.nio.ByteBuffer.allocate(4 + document.length).putInt(document.length).put(document).array());
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    public static void main(String[] arguments) throws IOException {
        try (Peer peer = new Peer()) {
            peer.ask(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), Body.display(ascii("Bitte warten")));
            System.out.println("ready " + peer.address());
            while (System.in.read() >= 0) { // lives until its standard input ends
                continue;
            }
        }
    }
}
