import unittest

from recommendations.choices import CartEvent, Choices


def choices(*events, **limits):
    made = Choices(**limits)
    for basket, kind, product in events:
        made.apply(CartEvent(basket, kind, product, "tea" if product.startswith("t") else "audio"))
    return made


class ChoicesTests(unittest.TestCase):
    def test_what_shares_most_baskets_comes_first(self):
        made = choices(("1", "added", "a"), ("1", "added", "b"), ("2", "added", "a"), ("2", "added", "c"), ("3", "added", "a"), ("3", "added", "c"))
        self.assertEqual(made.together_with(["a"], 5), ["c", "b"])

    def test_an_event_that_is_delivered_twice_counts_once(self):
        made = choices(("1", "added", "a"), ("1", "added", "b"), ("1", "added", "b"), ("2", "added", "a"), ("2", "added", "c"), ("3", "added", "a"), ("3", "added", "c"))
        self.assertEqual(made.together_with(["a"], 1), ["c"])

    def test_what_was_put_back_is_not_chosen(self):
        made = choices(("1", "added", "a"), ("1", "added", "b"), ("1", "removed", "b"))
        self.assertEqual(made.together_with(["a"], 5), [])
        self.assertEqual(made.popular_in(["audio"], [], 5), ["a"])

    def test_what_was_bought_stays_chosen_when_the_cart_empties(self):
        made = choices(("1", "purchased", "a"), ("1", "purchased", "b"), ("1", "removed", "a"), ("1", "removed", "b"))
        self.assertEqual(made.together_with(["a"], 5), ["b"])

    def test_popularity_keeps_to_the_category(self):
        made = choices(("1", "added", "a"), ("1", "added", "t1"), ("2", "added", "t2"), ("3", "added", "t2"))
        self.assertEqual(made.popular_in(["tea"], ["x"], 5), ["t2", "t1"])

    def test_the_products_asked_about_are_never_in_the_answer(self):
        made = choices(("1", "added", "a"), ("1", "added", "b"), ("1", "added", "c"))
        self.assertEqual(made.together_with(["a", "b"], 5), ["c"])

    def test_the_oldest_basket_makes_room(self):
        made = choices(("1", "added", "a"), ("1", "added", "b"), ("2", "added", "c"), ("3", "added", "d"), most_baskets=2)
        self.assertEqual(made.baskets, 2)
        self.assertEqual(made.together_with(["a"], 5), [])

    def test_a_basket_without_end_is_cut_off(self):
        made = choices(*[("1", "added", f"a{number}") for number in range(500)], most_products=10)
        self.assertEqual(len(made.together_with(["a0"], 1000)), 9)

    def test_events_that_make_no_sense_are_passed_over(self):
        for item in ({}, {"basket": 1, "type": "added", "productId": "a"}, {"basket": "b", "type": "added"}, {"basket": "b", "type": "added", "productId": "x" * 1000}):
            self.assertIsNone(CartEvent.parse(item))
