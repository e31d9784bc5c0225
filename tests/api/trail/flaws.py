"""What is wrong with a history."""


class Wrong(Exception):
    pass


def need(truth, why):
    if not truth:
        raise Wrong(why)
