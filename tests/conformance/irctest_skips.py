"""The tests of progval/irctest that this server skips, each with the reason.

    pytest -p irctest_skips --controller irctest_controller ...

They are about one server's own ways, and ours are other ones on purpose.
"""

import pytest

# By the end of what pytest calls a test.
REASONS = {
    "chmodes/auditorium.py::AuditoriumTestCase::testAuditorium": (
        "who is on a channel under +u sees itself in NAMES: clients take a channel "
        "without themselves for one that they are not on"
    ),
    "ergo/proxy.py::ProxyProtocolTestCase::test_proxy_v1": (
        "a PROXY header is taken where the listener is for proxies, and no line of IRC: "
        "the tests of such a listener are run"
    ),
    "links.py::ServicesLinksTestCase::testLinksWithServices": (
        "NickServ and ChanServ are part of the server, so that no other one is linked"
    ),
    "lusers.py::LuserOpersTestCase::testLuserOpers": (
        "operators are told who becomes one, which the test takes for the answer to LUSERS"
    ),
    "readq.py::ReadqTestCase::testReadqTags": (
        "a line that is too long is refused with 417, as IRCv3 message-tags says, and "
        "ends no connection"
    ),
    "readq.py::ReadqTestCase::testReadqNoTags": (
        "a line that is too long is refused with 417, as IRCv3 message-tags says, and "
        "ends no connection"
    ),
    "registeredonly.py::RegisteredOnlyUmodeTestCase::testRegisteredOnlyUserMode": (
        "the answer is 531, as InspIRCd's: 477 is of channels that cannot be joined"
    ),
    "registeredonly.py::RegisteredOnlyUmodeTestCase::testRegisteredOnlyUserModeAcceptCommand": (
        "the answer is 531, as InspIRCd's: 477 is of channels that cannot be joined"
    ),
    "utf8.py::ErgoUtf8NickDisabledTestCase::testUtf8NonAsciiNick": (
        "nicknames in UTF-8 are allowed, as ErgoUtf8NickEnabledTestCase wants"
    ),
}


def reason_of(test: str):
    return next((why for end, why in REASONS.items() if test.endswith(end)), None)


def pytest_collection_modifyitems(items):
    for item in items:
        reason = reason_of(item.nodeid)
        if reason is not None:
            item.add_marker(pytest.mark.skip(reason=reason))
