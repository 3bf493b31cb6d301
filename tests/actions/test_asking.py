import pytest

from courseware.actions import asking


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("10.0.0.7", "10.0.0.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:10.0.0.7", "10.0.0.7"),
        ("testclient", "testclient"),
    ],
)
def test_tries_are_counted_for_the_network_of_a_customer(address, place):
    assert asking.neighbourhood(address) == place
