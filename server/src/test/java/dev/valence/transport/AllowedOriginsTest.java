package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.MainProcess;
import dev.valence.MainProcessBuilder;
import dev.valence.api.Capabilities;
import dev.valence.api.Capability;
import dev.valence.protocol.Json;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of origins that the application allows come in by both doors, with what names them; all others stay outside as ever. */
class AllowedOriginsTest {
    private static final String DEVELOPMENT = "http://localhost:5173";
    private static final String OTHER = "https://example.org";
    private static final String SECRET = "0123456789012345678901";
    private static final String REQUEST = """
            {"jsonrpc":"2.0","id":1,"method":"remote.global","params":["x"]}""";

    private static MainProcess main;
    private static URI address;

    @BeforeAll
    static void start() {
        main = withBoth()
                .admitAnyone()
                .capabilities(Capabilities.of(
                        Capability.named("own").withGlobals("*"),
                        Capability.named("development").withOrigins(DEVELOPMENT).withGlobals("x")))
                .start();
        address = main.address();
    }

    @AfterAll
    static void stop() {
        main.close();
    }

    private static MainProcessBuilder withBoth() {
        return MainProcess.builder()
                .global("x", 5)
                .global("secret", 7)
                .allowOrigin(DEVELOPMENT)
                .allowOrigin(OTHER);
    }

    private static RawHttp call(URI server, String headers, String body) {
        return RawHttp.send(
                server, "POST /valence/call HTTP/1.1\nHost: HERE\nContent-Type: application/json\n" + headers, body);
    }

    private static RawHttp call(String origin) {
        return call(address, "Origin: " + origin, REQUEST);
    }

    private static RawHttp upgrade(String headers) {
        return RawHttp.upgrade(
                address,
                "GET /valence/socket HTTP/1.1\nHost: HERE\n" + headers
                        + "\nUpgrade: websocket\nSec-WebSocket-Version: 13\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    }

    private static RawHttp preflight(String origin) {
        return RawHttp.send(
                address,
                "OPTIONS /valence/call HTTP/1.1\nHost: HERE\nOrigin: " + origin
                        + "\nAccess-Control-Request-Method: POST\nAccess-Control-Request-Headers: content-type,valence-session",
                "");
    }

    private static RawHttp script(String headers) {
        return RawHttp.send(address, "GET /valence/remote.js HTTP/1.1\nHost: HERE\n" + headers, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {DEVELOPMENT, OTHER})
    void pagesOfAnAllowedOriginComeInByBothDoors(String origin) {
        for (String site : new String[] {"same-site", "cross-site"}) {
            String headers = "Origin: " + origin + "\nSec-Fetch-Site: " + site;
            assertThat(call(address, headers, REQUEST).status()).isEqualTo(200);
            assertThat(upgrade(headers).status()).isEqualTo(101);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:5174",
                "http://localhost",
                "https://localhost:5173",
                "http://127.0.0.1:5173",
                "http://localhost:5173/",
                "HTTP://localhost:5173",
                "http://localhost:51730",
                "http://user@localhost:5173",
                "https://www.example.org",
                "https://example.org.evil.example",
                "https://example.org:443",
                "http://example.org",
                "http://localhost:5173 https://example.org",
                "http://localhost:5173, https://example.org",
                "null",
                "*",
                ""
            })
    void othersStayOutsideAndTheirBrowserIsToldNothing(String origin) {
        for (RawHttp answer : new RawHttp[] {call(origin), upgrade("Origin: " + origin), preflight(origin)}) {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
            assertThat(answer.header("Access-Control-Allow-Headers")).isEmpty();
        }
        assertThat(script("Origin: " + origin).header("Access-Control-Allow-Origin"))
                .isEmpty();
        assertThat(script("Origin: " + origin + "\nReferer: " + DEVELOPMENT + "/")
                        .header("Cross-Origin-Resource-Policy"))
                .isEqualTo("same-origin");
        assertThat(main.holdings().sessions()).isZero();
    }

    @Test
    void anAllowedOriginThatIsSaidTwiceIsNone() {
        String twice = "Origin: " + DEVELOPMENT + "\nOrigin: " + DEVELOPMENT;
        assertThat(call(address, twice, REQUEST).status()).isEqualTo(403);
        assertThat(upgrade(twice).status()).isEqualTo(403);
        assertThat(script(twice).header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void aPageThatSaysNoOriginIsStillKnownByItsSite() {
        assertThat(call(address, "Sec-Fetch-Site: cross-site\nReferer: " + DEVELOPMENT + "/", REQUEST)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aPreflightIsAnsweredToAllowedOriginsAlone() {
        RawHttp answer = preflight(DEVELOPMENT);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(DEVELOPMENT);
        assertThat(answer.header("Access-Control-Allow-Methods")).isEqualTo("POST");
        assertThat(answer.header("Access-Control-Allow-Headers"))
                .isEqualTo("Content-Type, Valence-Session, Valence-Ack, Valence-Park, Valence-Wait");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("7200");
        assertThat(answer.header("Vary")).contains("Origin");
    }

    @Test
    void everyAnswerOfTheCallDoorIsForThatOriginAloneRefusalsToo() {
        assertThat(call(DEVELOPMENT).header("Access-Control-Allow-Origin")).isEqualTo(DEVELOPMENT);
        RawHttp refused = call(address, "Origin: " + OTHER + "\nValence-Park: many", "");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo(OTHER);
        for (RawHttp answer :
                new RawHttp[] {call(DEVELOPMENT), refused, call("http://HERE"), call("http://evil.example")}) {
            assertThat(answer.header("Vary")).contains("Origin");
            assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
        }
        assertThat(call("http://HERE").header("Access-Control-Allow-Origin")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Referer: http://localhost:5173/                       | cross-origin | ''",
                "Referer: http://localhost:5173/a?b#c                  | cross-origin | ''",
                "Referer: http://localhost:5173                        | cross-origin | ''",
                "Origin: https://example.org                           | cross-origin | https://example.org",
                "Referer: http://localhost:5174/                       | same-origin  | ''",
                "Referer: http://localhost:5173.evil.example/          | same-origin  | ''",
                "Referer: http://evil.example/http://localhost:5173/   | same-origin  | ''",
                "Referer: http://localhost:5173@evil.example/          | same-origin  | ''",
                "Sec-Fetch-Site: cross-site                            | same-origin  | ''"
            })
    void scriptsAreForPagesOfAllowedOriginsToo(String header, String policy, String origin) {
        for (String path : new String[] {"/valence/remote.js", "/valence/remote.mjs"}) {
            RawHttp answer = RawHttp.send(address, "GET " + path + " HTTP/1.1\nHost: HERE\n" + header, "");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo(policy);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(origin);
            assertThat(answer.header("Vary")).isEqualTo("Origin, Referer");
        }
    }

    @Test
    void filesOfTheApplicationStayItsOwn() {
        RawHttp answer = RawHttp.send(address, "GET /index.html HTTP/1.1\nHost: HERE\nOrigin: " + DEVELOPMENT, "");

        assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.header("Vary")).isEmpty();
    }

    @Test
    void whereNoOriginIsAllowedNothingIsSaidOfIt() {
        try (MainProcess strict =
                MainProcess.builder().admitAnyone().global("x", 5).start()) {
            RawHttp own = call(strict.address(), "Origin: http://HERE", REQUEST);
            RawHttp asked = RawHttp.send(
                    strict.address(),
                    "OPTIONS /valence/call HTTP/1.1\nHost: HERE\nOrigin: http://HERE\nAccess-Control-Request-Method: POST",
                    "");

            assertThat(own.status()).isEqualTo(200);
            assertThat(own.header("Vary")).isEmpty();
            assertThat(asked.status()).isEqualTo(405);
            assertThat(asked.header("Access-Control-Allow-Methods")).isEmpty();
            assertThat(call(strict.address(), "Origin: " + DEVELOPMENT, REQUEST).body())
                    .contains("allowOrigin(origin)");
        }
    }

    private static JsonNode global(MainProcess of, String origin, String name) {
        return Json.of(call(of.address(), "Origin: " + origin, REQUEST.replace("\"x\"", "\"" + name + "\""))
                .body());
    }

    @Test
    void eachOriginHasWhatCapabilitiesNameItFor() {
        assertThat(global(main, DEVELOPMENT, "x").at("/result").asInt()).isEqualTo(5);
        assertThat(global(main, DEVELOPMENT, "secret").at("/error/code").asInt())
                .isEqualTo(-32014);
        assertThat(global(main, OTHER, "x").at("/error/code").asInt()).isEqualTo(-32014);
        assertThat(global(main, "http://HERE", "secret").at("/result").asInt()).isEqualTo(7);
    }

    @Test
    void whatOwnPagesHaveWithoutACapabilityIsForNoAllowedOrigin() {
        MainProcessBuilder said = withBoth().admitAnyone().development(true);
        MainProcessBuilder everything = withBoth().admitAnyone().allowEverything();
        for (MainProcessBuilder builder : List.of(said, everything)) {
            try (MainProcess open = builder.start()) {
                assertThat(global(open, "http://HERE", "x").at("/result").asInt())
                        .isEqualTo(5);
                assertThat(global(open, DEVELOPMENT, "x").at("/error/code").asInt())
                        .isEqualTo(-32014);
            }
        }
    }

    @Test
    void inDevelopmentSuchAPageIsToldWhatWouldWork() {
        try (MainProcess open = withBoth().admitAnyone().development(true).start()) {
            assertThat(global(open, OTHER, "x").at("/error/message").asText())
                    .contains("The page is of https://example.org")
                    .endsWith("pages of other origins have what capabilities permit that name their origin");
        }
    }

    private static RawHttp open(MainProcess of, String origin, String renderer, String shown) {
        return call(of.address(), "Origin: " + origin, """
                {"jsonrpc":"2.0","id":"open","method":"session.open","params":[{"renderer":"%s","secret":"%s"%s}]}""".formatted(renderer, SECRET, shown));
    }

    private static String token(URI launchAddress) {
        return ",\"token\":\"" + launchAddress.getFragment().replace("valence=", "") + "\"";
    }

    @Test
    void theyNeedALaunchTokenToo() {
        try (MainProcess strict = withBoth().start()) {
            assertThat(open(strict, DEVELOPMENT, "page", "").status()).isEqualTo(401);
            URI launch = strict.launchAddress(URI.create(DEVELOPMENT + "/index.html?a=1"));
            assertThat(launch.toString()).matches("http://localhost:5173/index\\.html\\?a=1#valence=[\\w-]{43}");

            RawHttp opened = open(strict, DEVELOPMENT, "page", token(launch));
            assertThat(opened.status()).isEqualTo(200);
            String admission = Json.of(opened.body()).at("/result/admission").asText();
            String shown = ",\"admission\":\"" + admission + "\"";
            assertThat(open(strict, DEVELOPMENT, "second", shown).status()).isEqualTo(200);
            assertThat(open(strict, OTHER, "third", shown).status()).isEqualTo(401);
            assertThat(open(strict, "http://HERE", "fourth", shown).status()).isEqualTo(401);
        }
    }

    @Test
    void aLaunchAddressIsGoodForPagesOfItsOriginAlone() {
        try (MainProcess strict = withBoth().start()) {
            URI page = URI.create(DEVELOPMENT + "/");
            for (String other : new String[] {OTHER, "http://HERE"}) {
                assertThat(open(strict, other, "thief", token(strict.launchAddress(page)))
                                .status())
                        .isEqualTo(401);
            }
            RawHttp program = RawHttp.send(
                    strict.address(),
                    "POST /valence/call HTTP/1.1\nHost: HERE\nContent-Type: application/json\nAuthorization: Bearer "
                            + strict.launchAddress(page).getFragment().replace("valence=", ""),
                    REQUEST);
            assertThat(program.status()).as("a program of this machine").isEqualTo(401);
            URI own = strict.launchAddress(strict.address().resolve("index.html"));
            assertThat(open(strict, "http://HERE", "own", token(own)).status()).isEqualTo(200);
            assertThat(open(strict, "http://HERE", "thief", token(strict.launchAddress(DEVELOPMENT + "/")))
                            .status())
                    .isEqualTo(401);
            assertThatThrownBy(() -> strict.launchAddress("//evil.example/"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> strict.launchAddress(URI.create("https://evil.example/")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Pages of https://evil.example do not come in")
                    .hasMessageContaining("allowOrigin(origin)");
        }
    }

    @Test
    void aSessionIsOfTheOriginThatOpenedIt() {
        try (MainProcess strict = withBoth().admitAnyone().start()) {
            open(strict, DEVELOPMENT, "page", "");
            String session = "\nValence-Session: page." + SECRET;

            assertThat(call(strict.address(), "Origin: " + OTHER + session, REQUEST)
                            .body())
                    .contains("-32011");
            assertThat(call(strict.address(), "Origin: " + DEVELOPMENT + session, REQUEST)
                            .body())
                    .contains("-32014");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "null, is never null",
        "*, no pattern",
        "http://*:5173, no pattern",
        "https://*.example.org, no pattern",
        "http://localhost:*, no pattern",
        "localhost:5173, It is of http or https",
        "file:///, It is of http or https",
        "chrome-extension://abc, It is of http or https",
        "http://, It is of http or https",
        "'', It is of http or https",
        "http://localhost:0, It is of http or https",
        "http://localhost:65536, It is of http or https",
        "http://localhost:5173/, The one of this address is http://localhost:5173",
        "http://localhost:5173/index.html, The one of this address is http://localhost:5173",
        "https://example.org:443, The one of this address is https://example.org",
        "http://Example.org:80, The one of this address is http://example.org",
        "HTTPS://example.org, The one of this address is https://example.org",
        "http://user@localhost:5173, The one of this address is http://localhost:5173"
    })
    void whatIsNotWrittenAsBrowsersTellItIsNotTaken(String origin, String advice) {
        assertThatThrownBy(() -> MainProcess.builder().allowOrigin(origin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + origin + "' is no origin as browsers tell it")
                .hasMessageContaining(advice);
    }
}
