"""The readers that declarations choose among: structured data, CSS selectors, JSON paths.

Each module has one public function, ``read(response, declaration)``, and knows nothing of any one site.
"""
