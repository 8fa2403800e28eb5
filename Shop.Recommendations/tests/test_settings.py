import unittest

from recommendations.settings import SearchAddress, Settings


class SettingsTests(unittest.TestCase):
    def test_every_form_of_an_address_is_understood(self):
        for name in ("services__goodsmart-offline__http__0", "services__goodsmart_offline__http__0", "GOODSMART_OFFLINE_HTTP", "GOODSMART_OFFLINE_URL"):
            self.assertEqual(Settings.read({name: "http://carts:8081/"}).cart_feeds, {"goodsmart-offline": "http://carts:8081"}, name)

    def test_nothing_known_is_no_error(self):
        settings = Settings.read({})
        self.assertEqual((dict(settings.cart_feeds), settings.search), ({}, None))

    def test_the_password_goes_into_a_header_and_not_into_the_address(self):
        search = SearchAddress.parse("http://elastic:p%40ss@search:9200")
        self.assertEqual(search.url, "http://search:9200")
        self.assertEqual(search.authorization, "Basic ZWxhc3RpYzpwQHNz")

    def test_a_connection_string_that_is_none_is_named_without_its_secret(self):
        with self.assertRaises(ValueError) as caught:
            SearchAddress.parse("elastic:secret")
        self.assertIn("ConnectionStrings__search", str(caught.exception))
        self.assertNotIn("secret", str(caught.exception))
