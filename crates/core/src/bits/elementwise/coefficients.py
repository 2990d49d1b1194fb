"""Which polynomials stand in exponential.rs and logarithm.rs? Those whose largest error is least, found by Remez's exchange.

    python3 crates/core/src/bits/elementwise/coefficients.py

prints the coefficients, each rounded to the nearest double, and the largest error of the polynomial that has them. A polynomial of degree n is the best one
where the weighted error takes its largest size n + 2 times with alternating signs (Chebyshev); the exchange solves for such a polynomial at n + 2 points, moves the
points to where the error is largest, and repeats. It needs mpmath 1.3 and takes about a minute.
"""

from mpmath import cos, exp, log, lu_solve, matrix, mp, mpf, pi, sqrt

mp.prec = 160


def value(coefficients, x):
    """The polynomial with these coefficients, the constant one first."""
    return sum(c * x**n for n, c in enumerate(coefficients))


def chebyshev_points(low, high, count):
    """Points that are denser near the ends, none of them in the middle, where a weight may vanish."""
    return [(low + high) / 2 - (high - low) / 2 * cos(pi * (i + mpf("0.4")) / count) for i in range(count)]


def minimax(f, weight, low, high, degree):
    """The coefficients with the least largest |weight·(f − polynomial)| on [low, high]."""
    count = degree + 2
    points = chebyshev_points(low, high, count)
    for _ in range(20):
        rows = [[weight(x) * x**n for n in range(degree + 1)] + [(-1) ** i] for i, x in enumerate(points)]
        *coefficients, level = lu_solve(matrix(rows), matrix([weight(x) * f(x) for x in points]))
        points = extrema(lambda x: weight(x) * (f(x) - value(coefficients, x)), low, high, count)
        if largest_error(f, weight, points, coefficients) < abs(level) * mpf("1.001"):
            return coefficients
    raise ArithmeticError("the exchange does not converge")


def extrema(error, low, high, count):
    """Where |error| is largest between each two changes of its sign; no more than so many."""
    groups = [[low]]
    for x in chebyshev_points(low, high, 201) + [high]:
        if error(groups[-1][-1]) * error(x) < 0:
            groups.append([])
        groups[-1].append(x)
    points = [max(group, key=lambda x: abs(error(x))) for group in groups]
    return sorted(sorted(points, key=lambda x: -abs(error(x)))[:count])


def largest_error(f, weight, points, coefficients):
    return max(abs(weight(x) * (f(x) - value(coefficients, x))) for x in points)


def show(name, f, weight, low, high, degree):
    rounded = [mpf(float(c)) for c in minimax(f, weight, low, high, degree)]
    error = largest_error(f, weight, chebyshev_points(low, high, 2_001), rounded)
    print(f"{name}: largest error 2^{float(log(error, 2)):.2f}")
    for c in rounded:
        print(f"    {float(c)!r},")


if __name__ == "__main__":
    # The intervals reach a little beyond those of the reduced arguments, whose ends are rounded.
    beyond = 1 + mpf(2) ** -18

    # What is left of eʳ after 1 + r + r²/2 + c₃r³ with c₃ = 1/6 rounded, over r⁴; the error relative to r.
    half = log(2) / 2 * beyond
    third = mpf(1 / 6)
    rest = lambda r: (exp(r) - 1 - r - r * r / 2 - third * r**3) / r**4
    show("exponential.rs, from c₄", rest, lambda r: abs(r) ** 3, -half, half, 7)

    # (2 atanh(s)/s − 2)/s² in z = s², where s = f/(2 + f) and √½ ≤ 1 + f ≤ √2; the error relative to 2 atanh(s).
    end = ((sqrt(2) - 1) / (sqrt(2) + 1)) ** 2 * beyond
    series = lambda z: sum(mpf(2) / (2 * n + 3) * z**n for n in range(35))
    show("logarithm.rs, from c₁", series, lambda z: z / (2 + z * series(z)), mpf(0), end, 6)
