/*
 * The C side of the measurement of a callback (bench.py drives it):
 *
 *     callback peer COUNT    a terminal that wants COUNT texts displayed during each payment, one after the other
 *     callback till URL N    a till in C that pays N times there; prints seconds of processor time for each
 *
 * The peer prints its port, then reads the till's address from standard input and serves until that ends.
 */
#define _POSIX_C_SOURCE 200809L
#include "opi.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static void stop(const char *why)
{
    perror(why);
    exit(1);
}

/* ---- the terminal ------------------------------------------------------------------------------------ */

static void send_frame(int to, const char *xml)
{
    char frame[2048];
    size_t length = strlen(xml);
    uint32_t header = htonl((uint32_t)length);
    memcpy(frame, &header, 4);
    memcpy(frame + 4, xml, length);
    if (send(to, frame, length + 4, MSG_NOSIGNAL) != (ssize_t)(length + 4))
        stop("peer: send");
}

static void read_all(int from, void *bytes, size_t length)
{
    if (length > 0 && recv(from, bytes, length, MSG_WAITALL) != (ssize_t)length)
        stop("peer: receive");
}

static void read_frame(int from, char *xml, size_t size)
{
    uint32_t header;
    read_all(from, &header, 4);
    header = ntohl(header);
    if (header >= size)
        stop("peer: frame");
    read_all(from, xml, header);
    xml[header] = '\0';
}

static void no_delay(int connection)
{
    int on = 1;
    setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

static void serve(int pay, const struct sockaddr_in *till, int count)
{
    char text[8192], id[64] = "", xml[2048];
    int device = socket(AF_INET, SOCK_STREAM, 0), i;
    no_delay(pay);
    read_frame(pay, text, sizeof text);
    sscanf(strstr(text, "RequestID=\""), "RequestID=\"%63[^\"]", id);
    if (connect(device, (const struct sockaddr *)till, sizeof *till) != 0)
        stop("peer: the till");
    no_delay(device);
    for (i = 0; i < count; i++) {
        snprintf(xml, sizeof xml,
                 "<?xml version=\"1.0\"?><DeviceRequest RequestType=\"Output\" WorkstationID=\"lane-1\" "
                 "RequestID=\"%s.%d\"><Output OutDeviceTarget=\"CashierDisplay\"><TextLine>Bitte Karte</TextLine>"
                 "<TextLine>einf\303\274hren</TextLine></Output></DeviceRequest>", id, i);
        send_frame(device, xml);
        read_frame(device, text, sizeof text);
    }
    snprintf(xml, sizeof xml,
             "<?xml version=\"1.0\"?><CardServiceResponse RequestType=\"CardPayment\" WorkstationID=\"lane-1\" "
             "RequestID=\"%s\" OverallResult=\"Success\"><Tender><TotalAmount Currency=\"CHF\">12.50</TotalAmount>"
             "</Tender></CardServiceResponse>", id);
    send_frame(pay, xml);
    close(device);
    while (recv(pay, text, sizeof text, 0) > 0)
        ;
    close(pay);
}

static int be_a_peer(int count)
{
    struct sockaddr_in here, till;
    socklen_t size = sizeof here;
    int listener = socket(AF_INET, SOCK_STREAM, 0), port;
    char line[128], *colon;
    memset(&here, 0, sizeof here);
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(listener, (struct sockaddr *)&here, sizeof here) != 0 || listen(listener, 8) != 0)
        stop("peer: listen");
    getsockname(listener, (struct sockaddr *)&here, &size);
    printf("%d\n", ntohs(here.sin_port));
    fflush(stdout);
    /* "ADDRESS:PORT TIMES" for each till. */
    while (fgets(line, sizeof line, stdin) != NULL) {
        int times = 0;
        till = here;
        colon = strchr(line, ':');
        if (colon == NULL || sscanf(colon + 1, "%d %d", &port, &times) != 2)
            stop("peer: a till's address");
        till.sin_port = htons((uint16_t)port);
        while (times-- > 0)
            serve(accept(listener, NULL, NULL), &till, count);
    }
    return 0;
}

/* ---- the till ------------------------------------------------------------------------------------------ */

static volatile size_t seen; /* what a till would look at must not be optimised away */

static int32_t OPI_CALLBACK on_display(void *till, const opi_device_request *request)
{
    size_t length = 0;
    (void)till;
    seen += opi_device_request_line_count(request);
    opi_device_request_text(request, &length);
    seen += length;
    opi_device_request_target(request, &length);
    seen += length + (size_t)opi_device_request_for_customer(request);
    return OPI_ANSWER_YES;
}

/* Processor time of this process: a busy machine does not count. */
static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int be_a_till(const char *url, int times)
{
    opi_devices devices = OPI_DEVICES_INIT;
    opi_terminal *terminal = NULL;
    opi_request *sale = opi_request_new(OPI_CARD_PAYMENT);
    char go[8];
    devices.display = on_display;
    opi_request_set_amount(sale, 1250, "CHF", NULL);
    if (opi_terminal_open(url, &devices, &terminal, NULL) != OPI_OK)
        return 1;
    printf("%s\n", opi_terminal_listen_address(terminal, NULL));
    fflush(stdout);
    if (fgets(go, sizeof go, stdin) == NULL)
        return 1;
    while (times-- > 0) {
        opi_result *result = NULL;
        double begin = now();
        if (opi_terminal_run(terminal, sale, NULL, &result, NULL) != OPI_OK)
            return 1;
        printf("%.9f\n", now() - begin);
        opi_result_free(result);
    }
    opi_terminal_free(terminal);
    opi_request_free(sale);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "peer") == 0)
        return be_a_peer(atoi(argv[2]));
    if (argc == 4 && strcmp(argv[1], "till") == 0)
        return be_a_till(argv[2], atoi(argv[3]));
    return 2;
}
